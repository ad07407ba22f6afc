import type { StandardEditorProps } from '@grafana/data';
import { RadioButtonGroup } from '@grafana/ui';
import React from 'react';
import { optionTable } from '../../core/options';
import { say } from '../../language';

/** Score limits by name. The medium one is the default: the edge of the widest band. */
export const sensitivities = () => [
  { label: say('Low'), value: 1.5 },
  { label: say('Medium'), value: optionTable.anomalyLimit.default },
  { label: say('High'), value: 0.75 },
];

/** Sets the score limit by name. Another limit, set as a number, has no name. */
export function SensitivityEditor({ value, onChange, id }: StandardEditorProps<number | undefined>) {
  return (
    <RadioButtonGroup
      id={id}
      aria-label={say('Sensitivity')}
      fullWidth
      options={sensitivities()}
      value={value ?? optionTable.anomalyLimit.default}
      onChange={onChange}
    />
  );
}
