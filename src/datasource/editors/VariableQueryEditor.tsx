import { type QueryEditorProps } from '@grafana/data';
import { Field, InlineField, RadioButtonGroup, Stack } from '@grafana/ui';
import React, { useState } from 'react';
import { say } from '../../language';
import { type PrometheusDatasource } from '../datasource';
import { type VariableQuestion, parseVariableQuery, variableText, writeVariableQuery } from '../query';
import { type PromOptions, type PromQuery, type PromVariableQuery } from '../types';
import { CommitInput } from './CommitInput';
import { useKnowledge } from './promql';
import { VariableQuestionFields } from './VariableQuestionFields';

type Props = QueryEditorProps<PrometheusDatasource, PromQuery, PromOptions, PromVariableQuery>;

const TEXT = 'text';
type View = VariableQuestion['kind'] | typeof TEXT;

const views = (): Array<{ label: string; value: View; description: string }> => [
  {
    label: say('Label names'),
    value: 'label-names',
    description: say('Names of the labels of some metrics, or of all'),
  },
  { label: say('Label values'), value: 'label-values', description: say('Values of one label') },
  { label: say('Metrics'), value: 'metrics', description: say('Names of metrics') },
  { label: say('Query result'), value: 'query-result', description: say('Series and values of an instant query') },
  { label: say('Series'), value: 'series', description: say('Series with all their labels') },
  { label: say('Text'), value: TEXT, description: say('The query as it is stored') },
];

const empty: { [K in VariableQuestion['kind']]: VariableQuestion & { kind: K } } = {
  'label-names': { kind: 'label-names', metrics: '' },
  'label-values': { kind: 'label-values', label: '', match: '' },
  metrics: { kind: 'metrics', pattern: '' },
  'query-result': { kind: 'query-result', expr: '' },
  series: { kind: 'series', match: '' },
};

/** Edits the query of a dashboard variable: a form over the text that is stored, which Grafana's own data source reads, too. */
export function VariableQueryEditor({ datasource, query, range, onChange, onRunQuery }: Props) {
  const knowledge = useKnowledge(datasource.client);
  const text = variableText(query);
  const [isText, setIsText] = useState(false);
  // A form that lacks something is no query yet. It counts until another text is stored.
  const [draft, setDraft] = useState<{ over: string; question: VariableQuestion }>();
  const stored = parseVariableQuery(text) ?? empty['label-values'];
  const question = draft?.over === text ? draft.question : stored;
  const store = (next: string) => {
    if (next && next !== text) {
      onChange({ refId: query?.refId || 'variable', query: next });
      onRunQuery();
    }
  };
  const change = (next: VariableQuestion) => {
    setDraft({ over: text, question: next });
    store(writeVariableQuery(next));
  };
  const choose = (view: View) => {
    setIsText(view === TEXT);
    if (view !== TEXT && view !== question.kind) {
      change(empty[view]);
    }
  };
  return (
    <Stack direction="column" gap={1}>
      <InlineField label={say('Query type')}>
        <RadioButtonGroup
          aria-label={say('Query type')}
          options={views()}
          value={isText ? TEXT : question.kind}
          onChange={choose}
        />
      </InlineField>
      {isText ? (
        <Field
          label={say('Query')}
          description={say(
            'label_names(regex), label_values(label), label_values(metric, label), metrics(regex), query_result(expression), or a series selector.'
          )}
        >
          <CommitInput
            id="presage-variable-query"
            ariaLabel={say('Variable query')}
            placeholder="label_values(up, instance)"
            value={text}
            onCommit={store}
          />
        </Field>
      ) : (
        <VariableQuestionFields
          question={question}
          knowledge={knowledge}
          find={(asked) => datasource.metricFindQuery(asked, { range })}
          onChange={change}
          onRunQuery={onRunQuery}
        />
      )}
    </Stack>
  );
}
