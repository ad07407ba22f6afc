import {
  getPanelOptionsWithDefaults,
  standardEditorsRegistry,
  standardFieldConfigEditorRegistry,
  type FieldConfigSource,
} from '@grafana/data';
import { plugin } from '../module';

// It reads a variable of the bundler's.
jest.mock('../publicPath', () => ({}));

const step = (value: number | null, color: string) => ({ value, color });
const stock = { mode: 'absolute', steps: [step(-Infinity, 'green'), step(80, 'red')] };
const stored = { mode: 'absolute', steps: [step(null, 'green'), step(80, 'red')] };

beforeAll(() => {
  const item = (id: string) => ({ id, path: id, name: id, description: '', editor: () => null });
  const standard = [
    { ...item('color'), override: () => null, process: () => null, shouldApply: () => true },
    { ...item('thresholds'), override: () => null, process: () => null, shouldApply: () => true, defaultValue: stock },
    { ...item('unit'), override: () => null, process: () => null, shouldApply: () => true },
  ];
  standardEditorsRegistry.setInit(
    () =>
      [
        'slider',
        'select',
        'radio',
        'boolean',
        'number',
        'text',
        'stats-picker',
        'strings',
        'multi-select',
        'color',
        'unit',
      ].map(item) as never
  );
  standardFieldConfigEditorRegistry.setInit(() => standard as never);
});

interface Before {
  thresholds?: object;
  custom?: object;
  overrides?: FieldConfigSource['overrides'];
}

/** Grafana's steps when a panel becomes this one: standard options are handed on, then the plugin may change them. */
function become(previousId: string, { thresholds, custom, overrides = [] }: Before) {
  const previous = { defaults: { unit: 'percent', thresholds, custom }, overrides } as unknown as FieldConfigSource;
  const { options, fieldConfig } = getPanelOptionsWithDefaults({
    plugin,
    currentOptions: {},
    currentFieldConfig: structuredClone({ ...previous, defaults: { ...previous.defaults, custom: {} } }),
    isAfterPluginChange: true,
  });
  const panel = { id: 1, type: 'presage-forecast-panel', options, fieldConfig };
  plugin.onPanelTypeChanged?.(panel as never, previousId, {}, previous);
  return panel.fieldConfig;
}
const valuesOf = ({ defaults }: FieldConfigSource) => defaults.thresholds?.steps.slice(1).map(({ value }) => value);

describe('a threshold that nobody set', () => {
  it.each(['timeseries', 'stat', 'gauge', 'barchart', 'state-timeline', 'someones-panel'])(
    'is none after a change from %s, as stored and as read',
    (id) => {
      expect(valuesOf(become(id, { thresholds: stored, custom: { thresholdsStyle: { mode: 'off' } } }))).toEqual([]);
      expect(valuesOf(become(id, { thresholds: stock }))).toEqual([]);
    }
  );

  it('is none where the panel before has said nothing of thresholds', () => {
    expect(valuesOf(become('timeseries', {}))).toEqual([]);
  });

  it('leaves what else the panel before has set', () => {
    const fieldConfig = become('timeseries', { thresholds: stored });
    expect(fieldConfig.defaults.unit).toBe('percent');
    expect(fieldConfig.defaults.thresholds).toEqual({ mode: 'absolute', steps: [step(-Infinity, 'green')] });
  });
});

describe('a threshold that somebody set', () => {
  it.each(['line', 'dashed', 'area', 'line+area', 'dashed+area'])('is kept at 80 where it was drawn (%s)', (mode) => {
    expect(valuesOf(become('timeseries', { thresholds: stored, custom: { thresholdsStyle: { mode } } }))).toEqual([80]);
  });

  it.each<[string, object, number[]]>([
    ['another value', { mode: 'absolute', steps: [step(null, 'green'), step(90, 'red')] }, [90]],
    ['another colour', { mode: 'absolute', steps: [step(null, 'green'), step(80, '#EAB839')] }, [80]],
    ['another base', { mode: 'absolute', steps: [step(null, 'transparent'), step(80, 'red')] }, [80]],
    ['one more', { mode: 'absolute', steps: [step(null, 'green'), step(80, 'red'), step(90, 'purple')] }, [80, 90]],
    ['percentages', { mode: 'percentage', steps: [step(null, 'green'), step(80, 'red')] }, [80]],
  ])('is kept where it differs from the default: %s', (_, thresholds, expected) => {
    expect(valuesOf(become('timeseries', { thresholds, custom: { thresholdsStyle: { mode: 'off' } } }))).toEqual(
      expected
    );
    expect(valuesOf(become('gauge', { thresholds }))).toEqual(expected);
  });

  it('is kept in an override', () => {
    const overrides = [
      { matcher: { id: 'byName', options: 'a' }, properties: [{ id: 'thresholds', value: structuredClone(stock) }] },
    ];
    expect(become('timeseries', { thresholds: stored, overrides }).overrides[0].properties[0].value).toEqual(stock);
  });

  it('is kept at 80 and red in this panel: a dashboard that is opened changes no type', () => {
    const { fieldConfig } = getPanelOptionsWithDefaults({
      plugin,
      currentOptions: {},
      currentFieldConfig: { defaults: { thresholds: structuredClone(stored) as never }, overrides: [] },
      isAfterPluginChange: false,
    });
    expect(valuesOf(fieldConfig)).toEqual([80]);
  });
});
