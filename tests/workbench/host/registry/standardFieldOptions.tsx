import {
  FieldColorModeId,
  FieldType,
  ThresholdsMode,
  displayNameOverrideProcessor,
  fieldColorModeRegistry,
  identityOverrideProcessor,
  numberOverrideProcessor,
  standardEditorsRegistry,
  standardFieldConfigEditorRegistry,
  stringOverrideProcessor,
  thresholdsOverrideProcessor,
  unitOverrideProcessor,
  valueMappingsOverrideProcessor,
  type FieldColor,
  type FieldConfigPropertyItem,
  type StandardEditorProps,
} from '@grafana/data';
import { ColorPicker, Select, Stack } from '@grafana/ui';
import React from 'react';

interface ColorSettings {
  byValueSupport?: boolean;
  bySeriesSupport?: boolean;
}

function ColorModeEditor({ value, onChange, item, id }: StandardEditorProps<FieldColor | undefined, ColorSettings>) {
  const { byValueSupport = true } = item.settings ?? {};
  const modes = fieldColorModeRegistry.list().filter((mode) => byValueSupport || !mode.isByValue);
  return (
    <Stack gap={1} alignItems="center">
      <Select
        inputId={id}
        value={value?.mode ?? FieldColorModeId.PaletteClassic}
        options={modes.map((mode) => ({ value: mode.id, label: mode.name, description: mode.description }))}
        onChange={({ value: mode }) => onChange({ ...value, mode: mode! })}
      />
      {value?.mode === FieldColorModeId.Fixed && (
        <ColorPicker
          color={value.fixedColor ?? 'green'}
          onChange={(fixedColor) => onChange({ ...value, fixedColor })}
        />
      )}
    </Stack>
  );
}

const isNumber = (field: { type: FieldType }) => field.type === FieldType.number;
const any = () => true;

type Item = Pick<
  FieldConfigPropertyItem,
  'id' | 'name' | 'description' | 'settings' | 'process' | 'defaultValue' | 'category'
> & {
  editorId: string;
  path?: string;
  shouldApply?: FieldConfigPropertyItem['shouldApply'];
};

function complete({ editorId, path, shouldApply, ...item }: Item): FieldConfigPropertyItem {
  const editor = editorId === 'color-mode' ? ColorModeEditor : standardEditorsRegistry.get(editorId).editor;
  return {
    ...item,
    path: path ?? item.id,
    editor,
    override: editor,
    category: item.category ?? ['Standard options'],
    shouldApply: shouldApply ?? any,
    getItemsCount: (value) => (Array.isArray(value) ? value.length : 0),
  } as FieldConfigPropertyItem;
}

/** The standard options of a field in Grafana's order; `getPanelOptionsWithDefaults` reads colour and thresholds. */
const items: Item[] = [
  {
    id: 'unit',
    name: 'Unit',
    editorId: 'unit',
    process: unitOverrideProcessor,
    settings: { placeholder: 'none' },
    shouldApply: isNumber,
  },
  {
    id: 'min',
    name: 'Min',
    editorId: 'number',
    description: 'Leave empty to calculate from all values',
    process: numberOverrideProcessor,
    settings: { placeholder: 'auto' },
    shouldApply: isNumber,
  },
  {
    id: 'max',
    name: 'Max',
    editorId: 'number',
    description: 'Leave empty to calculate from all values',
    process: numberOverrideProcessor,
    settings: { placeholder: 'auto' },
    shouldApply: isNumber,
  },
  {
    id: 'fieldMinMax',
    name: 'Field min/max',
    editorId: 'boolean',
    description: 'Calculate min and max per field',
    process: identityOverrideProcessor,
    shouldApply: isNumber,
  },
  {
    id: 'decimals',
    name: 'Decimals',
    editorId: 'number',
    process: numberOverrideProcessor,
    settings: { placeholder: 'auto', min: 0, max: 15, integer: true },
    shouldApply: isNumber,
  },
  {
    id: 'displayName',
    name: 'Display name',
    editorId: 'text',
    description: 'Change the field or series name',
    process: displayNameOverrideProcessor,
    settings: { placeholder: 'none' },
  },
  {
    id: 'color',
    name: 'Color scheme',
    editorId: 'color-mode',
    process: identityOverrideProcessor,
    settings: { byValueSupport: true, preferThresholdsMode: true },
  },
  {
    id: 'noValue',
    name: 'No value',
    editorId: 'text',
    description: 'What to show when there is no value',
    process: stringOverrideProcessor,
    settings: { placeholder: '-' },
  },
  {
    id: 'links',
    name: 'Data links',
    editorId: 'strings',
    process: identityOverrideProcessor,
    category: ['Data links'],
  },
  { id: 'actions', name: 'Actions', editorId: 'strings', process: identityOverrideProcessor, category: ['Data links'] },
  {
    id: 'mappings',
    name: 'Value mappings',
    editorId: 'mappings',
    process: valueMappingsOverrideProcessor,
    defaultValue: [],
    category: ['Value mappings'],
  },
  {
    id: 'thresholds',
    name: 'Thresholds',
    editorId: 'thresholds',
    process: thresholdsOverrideProcessor,
    category: ['Thresholds'],
    defaultValue: {
      mode: ThresholdsMode.Absolute,
      steps: [
        { value: -Infinity, color: 'green' },
        { value: 80, color: 'red' },
      ],
    },
    shouldApply: isNumber,
  },
  { id: 'filterable', name: 'Filterable', editorId: 'boolean', process: identityOverrideProcessor },
];

export function registerStandardFieldOptions() {
  standardFieldConfigEditorRegistry.setInit(() => items.map(complete));
}
