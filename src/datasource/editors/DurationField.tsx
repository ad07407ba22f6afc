import { Field, Input } from '@grafana/ui';
import React from 'react';
import { parsePromDuration } from '../../core/promql';
import { say } from '../../language';

interface Props {
  id: string;
  label: string;
  description: string;
  placeholder: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** An input for a duration, which says where a text is none. */
export function DurationField({ id, label, description, placeholder, value, onChange }: Props) {
  const invalid = Boolean(value) && parsePromDuration(value ?? '') === undefined;
  return (
    <Field label={label} description={description} invalid={invalid} error={say('Write a duration such as 15s or 1m.')}>
      <Input
        id={id}
        aria-label={label}
        width={20}
        placeholder={placeholder}
        value={value ?? ''}
        onChange={(event) => onChange(event.currentTarget.value || undefined)}
      />
    </Field>
  );
}
