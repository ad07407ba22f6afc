import { type MetricFindValue } from '@grafana/data';
import { Combobox, Field } from '@grafana/ui';
import React from 'react';
import { say } from '../../language';
import { type VariableQuestion, writeVariableQuery } from '../query';
import { CommitInput } from './CommitInput';
import { type Knowledge, PromqlField } from './promql';

interface Props {
  question: VariableQuestion;
  knowledge: Knowledge;
  /** asks the query of a variable */
  find: (query: string) => Promise<MetricFindValue[]>;
  onChange: (question: VariableQuestion) => void;
  onRunQuery: () => void;
}

/** Labels that the list offers at once; typing narrows it. */
const MOST = 1_000;

/** The fields of one kind of variable query. */
export function VariableQuestionFields({ question, knowledge, find, onChange, onRunQuery }: Props) {
  switch (question.kind) {
    case 'label-names':
    case 'metrics': {
      const isNames = question.kind === 'label-names';
      return (
        <Field
          label={say('Metric regex')}
          description={say('Matches anywhere in the name of a metric, or nowhere in particular where empty.')}
        >
          <CommitInput
            id="presage-variable-regex"
            ariaLabel={say('Metric regex')}
            placeholder="node_.*_bytes$"
            value={isNames ? question.metrics : question.pattern}
            onCommit={(text) => onChange(isNames ? { ...question, metrics: text } : { ...question, pattern: text })}
          />
        </Field>
      );
    }
    case 'label-values': {
      const { label, match } = question;
      const labels = async (typed: string) => {
        const metrics = match.includes('{') || !match ? match : `^(?:${match})$`;
        const names = await find(writeVariableQuery({ kind: 'label-names', metrics }));
        const fitting = names.filter(({ text }) => text.includes(typed)).slice(0, MOST);
        return fitting.map(({ text }) => ({ label: text, value: text }));
      };
      return (
        <>
          <Field label={say('Label')}>
            <Combobox
              id="presage-variable-label"
              aria-label={say('Label')}
              width={40}
              createCustomValue
              placeholder="instance"
              options={labels}
              value={label ? { label, value: label } : null}
              onChange={({ value }) => onChange({ ...question, label: value })}
            />
          </Field>
          <Field
            label={say('Series')}
            description={say('A metric or a selector whose series have the label. Empty: all.')}
          >
            <PromqlField
              id="presage-variable-match"
              expr={match}
              knowledge={knowledge}
              onCommit={(expr) => onChange({ ...question, match: expr.trim() })}
              onRunQuery={onRunQuery}
            />
          </Field>
        </>
      );
    }
    case 'query-result':
    case 'series': {
      const isResult = question.kind === 'query-result';
      return (
        <Field
          label={isResult ? say('Expression') : say('Series')}
          description={
            isResult
              ? say("Each value is a series with its labels, value and time; the variable's regex takes them apart.")
              : say("A selector. Each value is a series with its labels; the variable's regex takes them apart.")
          }
        >
          <PromqlField
            id="presage-variable-expr"
            expr={isResult ? question.expr : question.match}
            knowledge={knowledge}
            onCommit={(text) =>
              onChange(isResult ? { ...question, expr: text.trim() } : { ...question, match: text.trim() })
            }
            onRunQuery={onRunQuery}
          />
        </Field>
      );
    }
  }
}
