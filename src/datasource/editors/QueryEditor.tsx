import { type DataFrame, FieldType, type QueryEditorProps } from '@grafana/data';
import { Combobox, InlineField, InlineSwitch, RadioButtonGroup, Stack } from '@grafana/ui';
import React, { useMemo } from 'react';
import { say } from '../../language';
import { CommitInput } from './CommitInput';
import { type PrometheusDatasource } from '../datasource';
import { ForecastFields } from './ForecastFields';
import { MetricBrowser, PromqlField, useKnowledge } from './promql';
import { completeLegend } from '../query';
import { FORECAST, type PromOptions, type PromQuery } from '../types';

type Props = QueryEditorProps<PrometheusDatasource, PromQuery, PromOptions> & {
  /** an annotation has neither legend nor type */
  only?: 'expression';
};

type QueryType = 'range' | 'instant' | 'both' | typeof FORECAST;
const queryTypes = (): Array<{ label: string; value: QueryType; description: string }> => [
  { label: say('Range'), value: 'range', description: say('Values over the time range') },
  { label: say('Instant'), value: 'instant', description: say('Values at the end of the time range') },
  { label: say('Both'), value: 'both', description: say('Values over the time range and at its end') },
  {
    label: say('Forecast'),
    value: FORECAST,
    description: say('What is expected, from a history of its own; made in this browser'),
  },
];

const formats = (): Array<{ label: string; value: NonNullable<PromQuery['format']>; description: string }> => [
  { label: say('Time series'), value: 'time_series', description: say('A frame a series') },
  { label: say('Table'), value: 'table', description: say('A row a sample, a column a label') },
  { label: say('Heatmap'), value: 'heatmap', description: say('Buckets of a histogram by their bounds') },
];

const resolutions = [1, 2, 3, 4, 5, 10].map((value) => ({ label: `1/${value}`, value }));

/** Edits one query. The expression runs on Shift+Enter, Ctrl/Cmd+Enter and when the field is left. */
export function QueryEditor({ datasource, query, data, onChange, onRunQuery, only }: Props) {
  const labels = useMemo(() => labelsOf(data?.series ?? [], query.refId), [data?.series, query.refId]);
  const knowledge = useKnowledge(datasource.client);
  const change = (part: Partial<PromQuery>) => {
    onChange({ ...query, ...part });
    onRunQuery();
  };
  const id = (name: string) => `presage-${query.refId}-${name}`;
  return (
    <Stack direction="column" gap={1}>
      <PromqlField
        id={id('expr')}
        expr={query.expr ?? ''}
        knowledge={knowledge}
        onCommit={(expr) => change({ expr })}
        onRunQuery={onRunQuery}
      />
      <MetricBrowser knowledge={knowledge} onPick={(metric) => change({ expr: withMetric(query.expr, metric) })} />
      <Stack direction="row" gap={1} wrap="wrap">
        {!only && (
          <InlineField
            label={say('Legend')}
            htmlFor={id('legend')}
            tooltip={say(
              "{{label}} is replaced by the label's value. __auto: the shortest name that tells the series apart. Empty: all labels.",
              { label: '{{label}}' }
            )}
          >
            <CommitInput
              id={id('legend')}
              width={24}
              placeholder="{{instance}}"
              value={query.legendFormat ?? ''}
              complete={(typed) => completeLegend(typed, labels)}
              onCommit={(legendFormat) => change({ legendFormat })}
            />
          </InlineField>
        )}
        <InlineField
          label={say('Min step')}
          htmlFor={id('step')}
          tooltip={say(
            'Smallest time between points, such as 15s or 5m. Empty: the scrape interval of the data source.'
          )}
        >
          <CommitInput
            id={id('step')}
            width={12}
            placeholder={say('auto')}
            value={query.interval ?? ''}
            onCommit={(interval) => change({ interval })}
          />
        </InlineField>
        {!only && queryType(query) !== FORECAST && (
          <InlineField
            label={say('Resolution')}
            htmlFor={id('resolution')}
            tooltip={say('1/2 asks for half the points that the panel has room for, at twice the step.')}
          >
            <Combobox
              id={id('resolution')}
              width={12}
              options={resolutions}
              value={query.intervalFactor ?? 1}
              onChange={({ value }) => change({ intervalFactor: value })}
            />
          </InlineField>
        )}
        {!only && (
          <InlineField label={say('Type')}>
            <RadioButtonGroup
              id={id('type')}
              aria-label={say('Query type')}
              options={queryTypes()}
              value={queryType(query)}
              onChange={(type) => change(kindsOf(type))}
            />
          </InlineField>
        )}
        {!only && queryType(query) !== FORECAST && (
          <InlineField label={say('Format')}>
            <RadioButtonGroup
              id={id('format')}
              aria-label={say('Format')}
              options={formats()}
              value={query.format ?? 'time_series'}
              onChange={(format) => change({ format })}
            />
          </InlineField>
        )}
        {!only && ['range', 'both'].includes(queryType(query)) && (
          <InlineField
            label={say('Exemplars')}
            htmlFor={id('exemplars')}
            tooltip={say(
              'Single observations with labels of their own, such as a trace, as diamonds beside the series.'
            )}
          >
            <InlineSwitch
              id={id('exemplars')}
              value={query.exemplar ?? false}
              onChange={({ currentTarget }) => change({ exemplar: currentTarget.checked })}
            />
          </InlineField>
        )}
      </Stack>
      {!only && queryType(query) === FORECAST && (
        <ForecastFields
          id={id}
          settings={query.forecast ?? {}}
          isCut={endOf(data?.series ?? [], query.refId) > (data?.timeRange?.to.valueOf() ?? NaN)}
          onChange={(forecast) => change({ forecast })}
        />
      )}
    </Stack>
  );
}

/** Names of the labels of what the query answered. */
const labelsOf = (frames: DataFrame[], refId: string): string[] =>
  [
    ...new Set(
      frames
        .filter((frame) => frame.refId === refId)
        .flatMap(({ fields }) => fields.flatMap(({ labels }) => Object.keys(labels ?? {})))
    ),
  ].sort();

/** The last time of what the query answered, ms; -Infinity without an answer. */
const endOf = (frames: DataFrame[], refId: string): number =>
  Math.max(
    ...frames
      .filter((frame) => frame.refId === refId)
      .flatMap(({ fields }) => fields.filter(({ type }) => type === FieldType.time))
      .flatMap(({ values }) => values.slice(-1))
  );

/** A metric that is picked takes the place of nothing, and is written behind what there is. */
const withMetric = (expr: string | undefined, metric: string): string => (expr?.trim() ? `${expr} ${metric}` : metric);

function kindsOf(type: QueryType): Partial<PromQuery> {
  return type === FORECAST
    ? { queryType: FORECAST, range: true, instant: false }
    : { queryType: undefined, range: type !== 'instant', instant: type !== 'range' };
}

function queryType({ queryType: type, range, instant }: PromQuery): QueryType {
  if (type === FORECAST) {
    return FORECAST;
  }
  return instant ? (range ? 'both' : 'instant') : 'range';
}
