import { type AnnotationQuery, type QueryEditorProps } from '@grafana/data';
import { InlineField, Stack } from '@grafana/ui';
import React from 'react';
import { say } from '../../language';
import { CommitInput } from './CommitInput';
import { type PrometheusDatasource } from '../datasource';
import { QueryEditor } from './QueryEditor';
import { type PromOptions, type PromQuery } from '../types';

type Props = QueryEditorProps<PrometheusDatasource, PromQuery, PromOptions> & {
  annotation?: AnnotationQuery<PromQuery>;
  onAnnotationChange?: (annotation: AnnotationQuery<PromQuery>) => void;
};

const template = () => say("{{label}} is the label's value.", { label: '{{label}}' });
const fields = () => [
  { name: 'titleFormat', label: say('Title'), placeholder: '{{alertname}}', tooltip: template() },
  { name: 'textFormat', label: say('Text'), placeholder: '{{instance}}', tooltip: template() },
  {
    name: 'tagKeys',
    label: say('Tags'),
    placeholder: 'severity, job',
    tooltip: say('Labels whose values become tags.'),
  },
];

/** The query, and how its series read as events. */
export function AnnotationEditor({ annotation, onAnnotationChange, ...props }: Props) {
  return (
    <Stack direction="column" gap={1}>
      <QueryEditor {...props} only="expression" />
      {annotation && onAnnotationChange && (
        <Stack direction="row" gap={1} wrap="wrap">
          {fields().map(({ name, label, placeholder, tooltip }) => (
            <InlineField key={name} label={label} htmlFor={`presage-annotation-${name}`} tooltip={tooltip}>
              <CommitInput
                id={`presage-annotation-${name}`}
                width={24}
                placeholder={placeholder}
                value={annotation[name] ?? ''}
                onCommit={(value) => onAnnotationChange({ ...annotation, [name]: value })}
              />
            </InlineField>
          ))}
        </Stack>
      )}
    </Stack>
  );
}
