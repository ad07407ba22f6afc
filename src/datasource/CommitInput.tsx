import { Input } from '@grafana/ui';
import React from 'react';

interface Props {
  id: string;
  value: string;
  placeholder: string;
  /** in Grafana's units of 8 px */
  width?: number;
  onCommit: (value: string) => void;
}

/** An input that tells its value once it is done: on Enter and when it is left. */
export function CommitInput({ id, value, placeholder, width = 24, onCommit }: Props) {
  const commit = (input: HTMLInputElement) => input.value !== value && onCommit(input.value);
  return (
    <Input
      id={id}
      // A value changed from outside starts the input afresh.
      key={value}
      width={width}
      placeholder={placeholder}
      defaultValue={value}
      onBlur={(event) => commit(event.currentTarget)}
      onKeyDown={(event) => event.key === 'Enter' && commit(event.currentTarget)}
    />
  );
}
