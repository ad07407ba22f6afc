import type { StandardEditorProps } from '@grafana/data';
import { Field, Input } from '@grafana/ui';
import React, { useState } from 'react';
import { type OptionRow, optionTable } from '../../core/options';
import { say } from '../../language';
import { emptyOf, problemOf, problemOfDraft, readValue, type EditorSettings } from './check';

type Props = StandardEditorProps<string | number | undefined, EditorSettings>;

/**
 * Edits one row of the option table. Input is checked at once and committed on blur or Enter; an invalid value is
 * explained below the input and not committed. Numbers are typed as text: Grafana's number input clamps them without a
 * word, and the browser's empties itself when the text is no number.
 */
export function OptionInput({ value, onChange, item, context, id }: Props) {
  const [draft, setDraft] = useState<string>();
  const option = item.settings!.option;
  const row: OptionRow = optionTable[option];
  const text = draft ?? (value === undefined || value === null ? '' : String(value));
  const problem =
    draft === undefined
      ? problemOf(option, value, context.options)
      : problemOfDraft(option, readValue(option, draft), value ?? row.default, context.options);
  const commit = () => {
    if (draft === undefined || problem) {
      return;
    }
    setDraft(undefined);
    const next = readValue(option, draft) ?? row.default;
    if (next !== value) {
      onChange(next);
    }
  };
  return (
    <Field invalid={problem !== undefined} error={problem} noMargin>
      <Input
        id={id}
        value={text}
        aria-label={say(row.label)}
        placeholder={row.default === undefined || row.default === '' ? emptyOf(option) : String(row.default)}
        {...(row.kind === 'number' && { inputMode: 'decimal', suffix: row.unit && say(row.unit) })}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={(event) => event.key === 'Enter' && commit()}
      />
    </Field>
  );
}
