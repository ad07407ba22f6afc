import { ThresholdsMode, type StandardEditorProps, type ThresholdsConfig, type ValueMapping } from '@grafana/data';
import { Button, ColorPicker, IconButton, Input, RadioButtonGroup, Stack, Text } from '@grafana/ui';
import React from 'react';

const DEFAULT: ThresholdsConfig = { mode: ThresholdsMode.Absolute, steps: [{ value: -Infinity, color: 'green' }] };

/** Steps by rising value; the first one, from minus infinity, is the base. */
export function ThresholdsEditor({ value = DEFAULT, onChange }: StandardEditorProps<ThresholdsConfig>) {
  const [base, ...steps] = value.steps;
  const change = (next: typeof steps) =>
    onChange({ ...value, steps: [base, ...[...next].sort((a, b) => a.value - b.value)] });
  const replace = (index: number, part: Partial<(typeof steps)[number]>) =>
    change(steps.map((step, i) => (i === index ? { ...step, ...part } : step)));
  const add = () => change([...steps, { value: (steps.at(-1)?.value ?? 70) + 10, color: 'red' }]);
  return (
    <Stack direction="column" gap={1}>
      <Button size="sm" icon="plus" variant="secondary" fullWidth onClick={add}>
        Add threshold
      </Button>
      {steps
        .map((step, index) => (
          <Input
            key={`${index}:${step.value}`}
            type="number"
            aria-label={`Threshold ${index + 1}`}
            defaultValue={step.value}
            prefix={<ColorPicker color={step.color} onChange={(color) => replace(index, { color })} />}
            suffix={
              <IconButton
                name="trash-alt"
                tooltip="Remove threshold"
                onClick={() => change(steps.filter((_, i) => i !== index))}
              />
            }
            onBlur={({ currentTarget }) => replace(index, { value: Number(currentTarget.value) })}
          />
        ))
        .reverse()}
      <Input
        value="Base"
        readOnly
        prefix={
          <ColorPicker
            color={base.color}
            onChange={(color) => onChange({ ...value, steps: [{ ...base, color }, ...steps] })}
          />
        }
      />
      <RadioButtonGroup
        size="sm"
        value={value.mode}
        options={[
          { value: ThresholdsMode.Absolute, label: 'Absolute' },
          { value: ThresholdsMode.Percentage, label: 'Percentage' },
        ]}
        onChange={(mode) => onChange({ ...value, mode })}
      />
    </Stack>
  );
}

/** The workbench shows value mappings; it does not edit them. */
export const MappingsEditor = ({ value }: StandardEditorProps<ValueMapping[]>) => (
  <Text color="secondary">{value?.length ? `${value.length} value mappings` : 'No value mappings'}</Text>
);
