import { css } from '@emotion/css';
import { type GrafanaTheme2, type QueryEditorProps } from '@grafana/data';
import { InlineField, RadioButtonGroup, Stack, TextArea, useStyles2 } from '@grafana/ui';
import React from 'react';
import { CommitInput } from './CommitInput';
import { type PrometheusDatasource } from '../datasource';
import { type PromOptions, type PromQuery } from '../types';
import { useDraft } from './useDraft';

type Props = QueryEditorProps<PrometheusDatasource, PromQuery, PromOptions> & {
  /** an annotation has neither legend nor type */
  only?: 'expression';
};

type QueryType = 'range' | 'instant' | 'both';
const queryTypes: Array<{ label: string; value: QueryType; description: string }> = [
  { label: 'Range', value: 'range', description: 'Values over the time range' },
  { label: 'Instant', value: 'instant', description: 'Values at the end of the time range' },
  { label: 'Both', value: 'both', description: 'Values over the time range and at its end' },
];

/** Edits one query. The expression runs on Ctrl/Cmd+Enter and when the field is left. */
export function QueryEditor({ query, onChange, onRunQuery, only }: Props) {
  const change = (part: Partial<PromQuery>) => {
    onChange({ ...query, ...part });
    onRunQuery();
  };
  const id = (name: string) => `presage-${query.refId}-${name}`;
  return (
    <Stack direction="column" gap={1}>
      <ExpressionField
        id={id('expr')}
        expr={query.expr ?? ''}
        onCommit={(expr) => change({ expr })}
        onRunQuery={onRunQuery}
      />
      <Stack direction="row" gap={1} wrap="wrap">
        {!only && (
          <InlineField
            label="Legend"
            htmlFor={id('legend')}
            tooltip="{{label}} is replaced by the label's value. __auto: the shortest name that tells the series apart. Empty: all labels."
          >
            <CommitInput
              id={id('legend')}
              width={24}
              placeholder="{{instance}}"
              value={query.legendFormat ?? ''}
              onCommit={(legendFormat) => change({ legendFormat })}
            />
          </InlineField>
        )}
        <InlineField
          label="Min step"
          htmlFor={id('step')}
          tooltip="Smallest time between points, such as 15s or 5m. Empty: the scrape interval of the data source."
        >
          <CommitInput
            id={id('step')}
            width={12}
            placeholder="auto"
            value={query.interval ?? ''}
            onCommit={(interval) => change({ interval })}
          />
        </InlineField>
        {!only && (
          <InlineField label="Type">
            <RadioButtonGroup
              id={id('type')}
              aria-label="Query type"
              options={queryTypes}
              value={queryType(query)}
              onChange={(type) => change({ range: type !== 'instant', instant: type !== 'range' })}
            />
          </InlineField>
        )}
      </Stack>
    </Stack>
  );
}

function queryType({ range, instant }: PromQuery): QueryType {
  return instant ? (range ? 'both' : 'instant') : 'range';
}

interface ExpressionProps {
  id: string;
  expr: string;
  onCommit: (expr: string) => void;
  onRunQuery: () => void;
}

function ExpressionField({ id, expr, onCommit, onRunQuery }: ExpressionProps) {
  const styles = useStyles2(getStyles);
  const [text, setText] = useDraft(expr);
  const commit = () => text !== expr && onCommit(text);
  return (
    <TextArea
      id={id}
      className={styles.expression}
      aria-label="PromQL expression"
      placeholder="PromQL, such as rate(http_requests_total[$__rate_interval]). Ctrl+Enter runs it."
      rows={Math.min(8, Math.max(2, text.split('\n').length))}
      spellCheck={false}
      autoCapitalize="off"
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          if (text === expr) {
            onRunQuery();
          } else {
            commit();
          }
        }
      }}
    />
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  expression: css({
    // Grows with a wrapped expression where the browser can.
    fieldSizing: 'content',
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.bodySmall.fontSize,
    maxHeight: '16em',
    overflowWrap: 'anywhere',
  }),
});
