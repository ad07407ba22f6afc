import type { PanelOptionsEditorBuilder } from '@grafana/data';
import { type OptionName, type OptionRow, optionTable } from '../../core/options';
import type { PanelOptions } from '../types';
import { OptionInput } from './OptionInput';
import { SensitivityEditor } from './SensitivityEditor';
import { SequenceLengthEditor } from './SequenceLengthEditor';

/** Choices stand side by side while their labels together have no more letters than this. */
const RADIO_LETTERS = 16;

/** One editor a row of the option table, in the table's categories; advanced rows wait for "Show advanced". */
export function addForecastOptions(builder: PanelOptionsEditorBuilder<PanelOptions>): void {
  builder.addBooleanSwitch({
    path: 'showAdvanced',
    name: 'Show advanced',
    description: 'Step, bounds, score limit, the network and its training, and what else most metrics do not need.',
    category: ['Forecast'],
    defaultValue: false,
  });
  for (const name of Object.keys(optionTable) as OptionName[]) {
    if (name === 'anomalyLimit') {
      addSensitivity(builder);
    }
    addRow(builder, name, optionTable[name]);
  }
}

/** The score limit once more, by name: the option stays one. */
function addSensitivity(builder: PanelOptionsEditorBuilder<PanelOptions>): void {
  builder.addCustomEditor({
    id: 'sensitivity',
    path: 'anomalyLimit',
    name: 'Sensitivity',
    description:
      'How far from the expected value is anomalous. Medium: beyond the widest band. Low: one and a half times as far. High: three quarters as far. Show advanced has the limit as a number.',
    category: [optionTable.anomalyLimit.category],
    defaultValue: optionTable.anomalyLimit.default,
    editor: SensitivityEditor,
  });
}

function addRow(builder: PanelOptionsEditorBuilder<PanelOptions>, name: OptionName, row: OptionRow): void {
  const shared = {
    path: name,
    name: row.label,
    description: describeRow(row),
    category: [row.category],
    defaultValue: row.default,
    showIf: row.advanced ? (options: PanelOptions) => options.showAdvanced === true : undefined,
  };
  if (row.kind === 'choice') {
    const options = row.choices.map(({ value, label, help }) => ({ value, label, description: help }));
    const editor = { ...shared, settings: { options } };
    if (options.map(({ label }) => label).join('').length <= RADIO_LETTERS) {
      builder.addRadio(editor);
    } else {
      builder.addSelect(editor);
    }
    return;
  }
  builder.addCustomEditor({
    ...shared,
    id: name,
    editor: name === 'sequenceLength' ? SequenceLengthEditor : OptionInput,
    settings: { option: name },
  });
}

/** Help, and the range where there is one. */
function describeRow(row: OptionRow): string {
  return row.kind === 'number' && row.max < 1e6 ? `${row.help} ${row.min} to ${row.max}.` : row.help;
}
