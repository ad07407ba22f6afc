import { standardEditorsRegistry, type StandardEditorProps, type StandardEditorsRegistryItem } from '@grafana/data';
import {
  ColorPicker,
  Combobox,
  Input,
  MultiCombobox,
  RadioButtonGroup,
  Select,
  Slider,
  StatsPicker,
  Switch,
  TextArea,
  UnitPicker,
} from '@grafana/ui';
import React, { useEffect, useState, type ComponentType } from 'react';
import { MappingsEditor, ThresholdsEditor } from './rowEditors';

// The registry is untyped by design: each editor knows the settings that the builder's method gave it.
type Props<Value, Settings = Record<string, unknown>> = StandardEditorProps<Value, Settings>;
interface Choices {
  options?: Array<{ value: string; label?: string; description?: string }>;
  getOptions?: (context: unknown) => Promise<Choices['options']>;
  isClearable?: boolean;
}
interface NumberSettings {
  min?: number;
  max?: number;
  step?: number;
  integer?: boolean;
  placeholder?: string;
}

/** Both commit on blur and Enter, as Grafana's do (half a number must not retrain anything), and begin anew with the value. */
function NumberEditor({ value, onChange, item, id }: Props<number | undefined, NumberSettings>) {
  const { min, max, step, integer, placeholder } = item.settings ?? {};
  const commit = (input: HTMLInputElement) => {
    const parsed = integer ? parseInt(input.value, 10) : parseFloat(input.value);
    const next = Number.isNaN(parsed) ? undefined : Math.min(max ?? Infinity, Math.max(min ?? -Infinity, parsed));
    input.value = String(next ?? '');
    if (next !== (value ?? undefined)) {
      onChange(next);
    }
  };
  return (
    <Input
      key={value}
      id={id}
      type="number"
      defaultValue={value ?? ''}
      min={min}
      max={max}
      step={step}
      placeholder={placeholder}
      onBlur={({ currentTarget }) => commit(currentTarget)}
      onKeyDown={({ key, currentTarget }) => key === 'Enter' && commit(currentTarget)}
    />
  );
}

interface TextSettings {
  placeholder?: string;
  useTextarea?: boolean;
  rows?: number;
}

function TextEditor({ value, onChange, item, id }: Props<string | undefined, TextSettings>) {
  const { placeholder, useTextarea, rows } = item.settings ?? {};
  const commit = (text: string) => text !== (value ?? '') && onChange(text === '' ? undefined : text);
  const shared = { id, defaultValue: value ?? '', placeholder };
  return useTextarea ? (
    <TextArea key={value} {...shared} rows={rows ?? 5} onBlur={({ currentTarget }) => commit(currentTarget.value)} />
  ) : (
    <Input
      key={value}
      {...shared}
      onBlur={({ currentTarget }) => commit(currentTarget.value)}
      onKeyDown={({ key, currentTarget }) => key === 'Enter' && commit(currentTarget.value)}
    />
  );
}

function useChoices({ item, context }: Pick<Props<unknown, Choices>, 'item' | 'context'>) {
  const { options, getOptions } = item.settings ?? {};
  const [choices, setChoices] = useState(options ?? []);
  useEffect(() => {
    void getOptions?.(context).then((found) => setChoices(found ?? []));
  }, [getOptions, context]);
  return choices;
}

function SelectEditor(props: Props<string, Choices>) {
  return (
    <Select
      inputId={props.id}
      value={props.value}
      options={useChoices(props)}
      isClearable={props.item.settings?.isClearable}
      onChange={(choice) => props.onChange(choice?.value)}
    />
  );
}

function MultiSelectEditor(props: Props<string[], Choices>) {
  return (
    <MultiCombobox
      id={props.id}
      value={props.value ?? []}
      options={useChoices(props)}
      onChange={(choices) => props.onChange(choices.map(({ value }) => value))}
    />
  );
}

function RadioEditor(props: Props<string, Choices>) {
  return (
    <RadioButtonGroup
      id={props.id}
      fullWidth
      value={props.value}
      options={useChoices(props)}
      onChange={props.onChange}
    />
  );
}

const BooleanEditor = ({ value, onChange, id }: Props<boolean>) => (
  <Switch id={id} value={Boolean(value)} onChange={({ currentTarget }) => onChange(currentTarget.checked)} />
);

const SliderEditor = ({ value, onChange, item, id }: Props<number, NumberSettings>) => {
  const { min = 0, max = 100, step } = item.settings ?? {};
  return <Slider inputId={id} value={value ?? min} min={min} max={max} step={step} onAfterChange={onChange} />;
};

const UnitEditor = ({ value, onChange }: Props<string>) => <UnitPicker value={value} onChange={onChange} />;

const StringsEditor = ({ value, onChange, id }: Props<string[]>) => (
  <TextArea
    id={id}
    value={(value ?? []).join('\n')}
    onChange={({ currentTarget }) => onChange(currentTarget.value.split('\n'))}
  />
);

const StatsEditor = ({ value, onChange, item }: Props<string[], { allowMultiple?: boolean; defaultStat?: string }>) => (
  <StatsPicker
    stats={value ?? []}
    onChange={onChange}
    allowMultiple={item.settings?.allowMultiple}
    defaultStat={item.settings?.defaultStat}
  />
);

const ColorEditor = ({ value, onChange }: Props<string>) => <ColorPicker color={value ?? 'grey'} onChange={onChange} />;

function FieldNameEditor({ value, onChange, context, id }: Props<string>) {
  const names = [...new Set(context.data.flatMap((frame) => frame.fields.map((field) => field.name)))];
  return (
    <Combobox
      id={id}
      isClearable
      value={value ?? null}
      options={names.map((name) => ({ value: name }))}
      onChange={(choice) => onChange(choice?.value)}
    />
  );
}

/** The editors behind `addNumberInput` and its kin. */
export function registerStandardEditors() {
  const editors: Record<string, ComponentType<never>> = {
    number: NumberEditor,
    slider: SliderEditor,
    text: TextEditor,
    strings: StringsEditor,
    boolean: BooleanEditor,
    select: SelectEditor,
    'multi-select': MultiSelectEditor,
    radio: RadioEditor,
    color: ColorEditor,
    unit: UnitEditor,
    'stats-picker': StatsEditor,
    'field-name': FieldNameEditor,
    thresholds: ThresholdsEditor,
    mappings: MappingsEditor,
  };
  standardEditorsRegistry.setInit(() =>
    Object.entries(editors).map(([id, editor]) => ({ id, name: id, editor }) as unknown as StandardEditorsRegistryItem)
  );
}
