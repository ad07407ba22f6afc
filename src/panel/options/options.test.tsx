import {
  PanelOptionsEditorBuilder,
  standardEditorsRegistry,
  type PanelOptionsEditorItem,
  type StandardEditorProps,
} from '@grafana/data';
import { fireEvent, render, screen } from '@testing-library/react';
import React from 'react';
import type { OptionName } from '../../core/options/forecastOptions';
import { optionTable } from '../../core/options/options';
import { defaultOptions, validateOptions } from '../../core/options/optionValues';
import { storedDefaults } from '../../testing/panelFixtures';
import { type FieldOptions, type PanelOptions, stackOf } from '../types';
import { problemOf, readValue } from './check';
import { addForecastOptions } from './forecastOptions';
import { changeFrom, migrate } from './migration';
import { OptionInput } from './OptionInput';
import { SensitivityEditor } from './SensitivityEditor';
import { describeCoveredTime, SequenceLengthEditor } from './SequenceLengthEditor';
import { suggest } from './suggestions';

const mockSlider = jest.fn((_props: { showInput?: boolean; onAfterChange?(next?: number): void }) => null);
// Of Grafana's slider only what it reports matters here.
jest.mock('@grafana/ui', () => ({
  ...jest.requireActual('@grafana/ui'),
  Slider: (props: Parameters<typeof mockSlider>[0]) => mockSlider(props),
}));

const names = Object.keys(optionTable) as OptionName[];
let items: PanelOptionsEditorItem[];

beforeAll(() => {
  const editor = () => null;
  standardEditorsRegistry.setInit(() =>
    ['boolean', 'select', 'radio'].map((id) => ({ id, name: id, description: '', editor }))
  );
  const builder = new PanelOptionsEditorBuilder<PanelOptions>();
  addForecastOptions(builder);
  items = builder.getItems();
});

const itemOf = (name: string) => items.find(({ id }) => id === name)!;

describe('the options pane', () => {
  it.each(names)('has an editor for %s, with the words and the default of its row', (name) => {
    const row = optionTable[name];
    expect(itemOf(name)).toMatchObject({ name: row.label, category: [row.category], defaultValue: row.default });
    expect(itemOf(name).description).toContain(row.help);
    expect(itemOf(name).editor).toBeDefined();
  });

  it('has no editor for what is not in the table', () => {
    const others = items.filter(({ id }) => !names.includes(id as OptionName));
    expect(others.map(({ path }) => path)).toEqual(['showAdvanced', 'anomalyLimit']);
  });

  it('offers the score limit by name first, and as a number among the advanced', () => {
    const [sensitivity, limit] = items.filter(({ path }) => path === 'anomalyLimit');
    expect([sensitivity.name, sensitivity.showIf]).toEqual(['Sensitivity', undefined]);
    expect(limit.showIf?.({ ...storedDefaults(), showAdvanced: false })).toBe(false);
    const change = jest.fn();
    render(<SensitivityEditor value={undefined} onChange={change} item={sensitivity as never} context={{} as never} />);
    expect(screen.getByRole('radio', { name: 'Medium' })).toBeChecked();
    fireEvent.click(screen.getByRole('radio', { name: 'High' }));
    expect(change).toHaveBeenCalledWith(0.75);
  });

  it('hides advanced rows until they are asked for', () => {
    const shown = (showAdvanced: boolean) =>
      names.filter((name) => itemOf(name).showIf?.({ ...storedDefaults(), showAdvanced }) !== false);
    expect(shown(true)).toEqual(names);
    expect(shown(false)).toEqual(names.filter((name) => !('advanced' in optionTable[name])));
  });

  it('yields defaults that survive a dashboard’s JSON and are valid', () => {
    const defaults = Object.fromEntries(items.map(({ path, defaultValue }) => [path, defaultValue]));
    const stored: unknown = JSON.parse(JSON.stringify(defaults));
    expect(validateOptions(stored)).toEqual({ options: defaultOptions(), problems: [] });
  });
});

describe('values of a dashboard', () => {
  const changed: Partial<PanelOptions> = {
    ...storedDefaults(),
    sequenceLength: 48,
    horizon: '12h',
    levels: '0.5, 0.9',
    covariates: 'B, "requests, all"',
    lowerBound: 0,
    anomalyMethod: 'sigma',
    device: 'cpu',
    learningRate: 0.0005,
  };

  it('lose nothing in a round trip, nor in a migration', () => {
    const stored = JSON.parse(JSON.stringify(changed)) as Partial<PanelOptions>;
    expect(migrate({ options: stored })).toEqual(stored);
    expect(validateOptions(stored)).toMatchObject({
      options: { sequenceLength: 48, horizon: 43_200, levels: [0.5, 0.9], covariates: ['B', 'requests, all'] },
      problems: [],
    });
  });

  it('are the same after a second migration', () => {
    const once = migrate({ options: { ...changed, preview: true } });
    expect(once).not.toHaveProperty('preview');
    expect(migrate({ options: once })).toEqual(once);
  });
});

describe('coming from another panel', () => {
  const legend = { showLegend: false } as PanelOptions['legend'];

  it('keeps legend and tooltip of a time series, and of its field options those that exist here', () => {
    const panel = {
      options: { sequenceLength: 24 },
      fieldConfig: {
        defaults: { custom: { lineWidth: 3, barAlignment: 0, thresholdsStyle: { mode: 'off' } } },
        overrides: [],
      },
    };
    expect(changeFrom(panel as never, 'timeseries', { legend })).toEqual({ sequenceLength: 24, legend });
    expect(panel.fieldConfig.defaults.custom).toEqual({ lineWidth: 3, thresholdsStyle: { mode: 'off' } });
  });

  it.each([
    ['none', undefined, 'none'],
    ['normal', 'B', 'normal'],
    ['percent', 'A', 'normal'],
  ])('keeps the stacking of a time series; shares of 100 %% become values: %s', (mode, stack, kept) => {
    const group = stack ?? 'A';
    const panel = { options: {}, fieldConfig: { defaults: { custom: { stacking: { mode, group } } }, overrides: [] } };
    changeFrom(panel as never, 'timeseries', { legend });
    const custom: FieldOptions = JSON.parse(JSON.stringify(panel.fieldConfig.defaults.custom));
    expect(custom).toEqual({ stacking: { mode: kept, group } });
    expect(stackOf(custom)).toBe(stack);
  });

  it('takes nothing from a panel it does not know', () => {
    expect(changeFrom({ options: {} } as never, 'table', { legend })).toEqual({});
  });
});

describe('readValue and problemOf', () => {
  it('read numbers of number rows as numbers and texts as texts', () => {
    expect(readValue('hidden', ' 64 ')).toBe(64);
    expect(readValue('learningRate', '1e-3')).toBe(0.001);
    expect(readValue('horizon', '12h')).toBe('12h');
    expect(readValue('levels', '0.8, 0.95')).toBe('0.8, 0.95');
    expect(readValue('lowerBound', '')).toBeUndefined();
    expect(readValue('lowerBound', ' auto ')).toBeUndefined();
    expect(readValue('lowerBound', 'none')).toBe('none');
    expect(readValue('upperBound', '-1.5')).toBe(-1.5);
  });

  it.each([
    ['sequenceLength', 1],
    ['sequenceLength', 2.5],
    ['horizon', 'tomorrow'],
    ['levels', '95'],
    ['lowerBound', 'low'],
    ['hidden', 'many'],
  ] as Array<[OptionName, unknown]>)('names what is wrong with %s %p', (name, value) => {
    expect(problemOf(name, value)).toContain(`invalid ${name}; `);
  });

  it('sees other options', () => {
    expect(problemOf('upperBound', 5, { lowerBound: 10 })).toContain('not above the lower bound');
    expect(problemOf('upperBound', 50, { lowerBound: 10 })).toBeUndefined();
  });
});

describe('OptionInput', () => {
  function show(option: OptionName, value: unknown) {
    const onChange = jest.fn();
    const props = { value, onChange, item: { settings: { option } }, context: { data: [], options: {} } };
    render(<OptionInput {...(props as unknown as StandardEditorProps)} />);
    return { onChange, input: screen.getByLabelText(optionTable[option].label) };
  }

  it('commits a valid value when left', () => {
    const { onChange, input } = show('horizon', '6h');
    fireEvent.change(input, { target: { value: '12h' } });
    expect(onChange).not.toHaveBeenCalled();
    fireEvent.blur(input);
    expect(onChange).toHaveBeenCalledWith('12h');
  });

  it('commits on Enter, numbers as numbers', () => {
    const { onChange, input } = show('hidden', 50);
    fireEvent.change(input, { target: { value: '64' } });
    fireEvent.keyDown(input, { key: 'Enter' });
    expect(onChange).toHaveBeenCalledWith(64);
  });

  it('says what is invalid and keeps it to itself', () => {
    const { onChange, input } = show('levels', '0.8, 0.95');
    fireEvent.change(input, { target: { value: '0.8, 95' } });
    fireEvent.blur(input);
    expect(onChange).not.toHaveBeenCalled();
    expect(
      screen.getByText(
        'Not taken over; not numbers in (0, 1), separated by commas: 0.8, 95. The panel goes on with 0.8, 0.95.'
      )
    ).toBeInTheDocument();
  });

  it('says it where a screen reader finds it, and takes it back once the value is valid', () => {
    const { onChange, input } = show('epochs', 30);
    fireEvent.change(input, { target: { value: '5000' } });
    expect(input).toBeInvalid();
    expect(input).toHaveAccessibleDescription('Not taken over; not in [1, 500]: 5000. The panel goes on with 30.');
    fireEvent.keyDown(input, { key: 'Enter' });
    expect(onChange).not.toHaveBeenCalled();
    expect(input).toHaveValue('5000');
    fireEvent.change(input, { target: { value: '500' } });
    expect(input).toBeValid();
    expect(screen.queryByRole('alert')).toBeNull();
    fireEvent.blur(input);
    expect(onChange.mock.calls).toEqual([[500]]);
  });

  it('keeps to itself what is no number, and does not take it for empty', () => {
    const { onChange, input } = show('hidden', 64);
    fireEvent.change(input, { target: { value: 'many' } });
    fireEvent.blur(input);
    expect(onChange).not.toHaveBeenCalled();
    expect(screen.getByText(/not a number: many\./)).toBeInTheDocument();
  });

  it('says what a dashboard has stored that is out of range', () => {
    show('epochs', 5000);
    expect(screen.getByRole('alert')).toHaveTextContent('not in [1, 500]: 5000. The default is used.');
  });

  it('goes back to the default when emptied', () => {
    const { onChange, input } = show('hidden', 64);
    fireEvent.change(input, { target: { value: '' } });
    fireEvent.blur(input);
    expect(onChange).toHaveBeenCalledWith(50);
  });
});

describe('SequenceLengthEditor', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  function show() {
    mockSlider.mockClear();
    const onChange = jest.fn();
    const item = { settings: { option: 'sequenceLength' } };
    const props = { value: 24, onChange, item, context: { data: [], options: {} } };
    render(<SequenceLengthEditor {...(props as unknown as StandardEditorProps)} />);
    const move = (next: number) => mockSlider.mock.calls[0][0].onAfterChange?.(next);
    return { onChange, move, input: screen.getByRole('textbox', { name: 'Sequence length' }) };
  }

  it('follows the handle once it stands still', () => {
    const { onChange, move } = show();
    move(25);
    move(26);
    expect(onChange).not.toHaveBeenCalled();
    jest.advanceTimersByTime(400);
    expect(onChange.mock.calls).toEqual([[26]]);
  });

  it('takes nothing over that was moved back again', () => {
    const { onChange, move } = show();
    move(48);
    move(24);
    jest.advanceTimersByTime(1000);
    expect(onChange).not.toHaveBeenCalled();
  });

  it('takes a number over when it is left, however long the typing took', () => {
    const { onChange, input } = show();
    for (const value of ['4', '48', '480']) {
      fireEvent.change(input, { target: { value } });
      jest.advanceTimersByTime(5000);
    }
    expect(onChange).not.toHaveBeenCalled();
    fireEvent.blur(input);
    expect(onChange.mock.calls).toEqual([[480]]);
  });

  it.each(['0', '1', '2.5', '4800', 'x'])('says what is wrong with %s, clamps nothing and trains nothing', (value) => {
    const { onChange, input } = show();
    fireEvent.change(input, { target: { value } });
    fireEvent.blur(input);
    jest.advanceTimersByTime(5000);
    expect(onChange).not.toHaveBeenCalled();
    expect(input).toHaveValue(value);
    expect(input).toHaveAccessibleDescription(expect.stringMatching(/^Not taken over; not .+: /));
    expect(input).toHaveAccessibleDescription(expect.stringContaining(`: ${value}. The panel goes on with 24.`));
  });

  it('leaves a number of its own to the one input: the slider, whose input clamps in silence, has none', () => {
    show();
    expect(mockSlider.mock.calls[0][0].showInput).toBe(false);
  });
});

test('sequence length is shown as time', () => {
  expect(describeCoveredTime(24, {})).toBe('covers 12h at a step of 30m');
  expect(describeCoveredTime(24, { step: '5m', history: '2d' })).toBe('covers 2h at a step of 5m');
});

describe('suggestions', () => {
  const summary = (hasTime: boolean, rowCountTotal: number) =>
    ({ hasFieldType: (type: string) => type !== 'time' || hasTime, rowCountTotal }) as never;

  it('offer the panel for time series only', () => {
    expect(suggest(summary(true, 500))).toHaveLength(1);
    expect(suggest(summary(false, 500))).toBeUndefined();
    expect(suggest(summary(true, 3))).toBeUndefined();
  });

  it('are given in the form that Grafana 12.3 asks for, too', () => {
    const { getSuggestionsForData } = suggest as unknown as { getSuggestionsForData(builder: unknown): void };
    const list: unknown[] = [];
    class Builder {
      private readonly list = list;
      constructor(readonly dataSummary: unknown) {}
      getListAppender() {
        return { append: (one: unknown) => this.list.push(one) };
      }
    }
    getSuggestionsForData(new Builder({ hasTimeField: true, hasNumberField: true, rowCountTotal: 500 }));
    expect(list).toEqual([expect.objectContaining({ name: 'Presage forecast' })]);
    getSuggestionsForData(new Builder(summary(true, 3)));
    getSuggestionsForData({});
    expect(list).toHaveLength(1);
  });

  it('mark their card, so that it trains nothing', () => {
    const [suggestion] = suggest(summary(true, 500))!;
    suggestion.cardOptions!.previewModifier!(suggestion);
    expect(suggestion.options).toMatchObject({ preview: true });
  });
});
