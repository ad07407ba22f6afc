import type { PanelOptionsEditorBuilder } from '@grafana/data';
import { type OptionName, type OptionRow, optionTable } from '../../core/options';
import { say, sentences } from '../../language';
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
    name: say('Show advanced'),
    description: say(
      'Step, bounds, score limit, the network and its training, and what else most metrics do not need.'
    ),
    category: [say('Forecast')],
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
    name: say('Sensitivity'),
    description: say(
      'How far from the expected value is anomalous. Medium: beyond the widest band. Low: one and a half times as far. High: three quarters as far. Show advanced has the limit as a number.'
    ),
    category: [say(optionTable.anomalyLimit.category)],
    defaultValue: optionTable.anomalyLimit.default,
    editor: SensitivityEditor,
  });
}

function addRow(builder: PanelOptionsEditorBuilder<PanelOptions>, name: OptionName, row: OptionRow): void {
  const shared = {
    path: name,
    name: say(row.label),
    description: describeRow(row),
    category: [say(row.category)],
    defaultValue: row.default,
    showIf: row.advanced ? (options: PanelOptions) => options.showAdvanced === true : undefined,
  };
  if (row.kind === 'choice') {
    const options = row.choices.map(({ value, label, help }) => ({
      value,
      label: say(label),
      description: help && say(help),
    }));
    const editor = { ...shared, settings: { options } };
    if (row.choices.map(({ label }) => label).join('').length <= RADIO_LETTERS) {
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
  const range =
    row.kind === 'number' && row.max < 1e6 ? say('{{min}} to {{max}}.', { min: row.min, max: row.max }) : undefined;
  return sentences(say(row.help), range);
}
