import { Input } from '@grafana/ui';
import React, { useId } from 'react';
import { useDraft } from './promql';

interface Props {
  id: string;
  value: string;
  placeholder: string;
  ariaLabel?: string;
  /** in Grafana's units of 8 px; as wide as its container where absent */
  width?: number;
  /** texts that may follow what is typed so far */
  complete?: (typed: string) => string[];
  onCommit: (value: string) => void;
}

/** An input that tells its value once it is done: on Enter and when it is left. */
export function CommitInput({ id, value, placeholder, ariaLabel, width, complete, onCommit }: Props) {
  const [draft, setDraft] = useDraft(value);
  const list = useId();
  const commit = () => draft !== value && onCommit(draft);
  return (
    <>
      <Input
        id={id}
        aria-label={ariaLabel}
        width={width}
        placeholder={placeholder}
        value={draft}
        list={complete && list}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={(event) => event.key === 'Enter' && commit()}
      />
      {complete && (
        <datalist id={list}>
          {complete(draft).map((text) => (
            <option key={text} value={text} />
          ))}
        </datalist>
      )}
    </>
  );
}
