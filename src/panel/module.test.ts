import { FieldColorModeId, standardEditorsRegistry, standardFieldConfigEditorRegistry } from '@grafana/data';
import { plugin } from './module';

// It reads a variable of the bundler's.
jest.mock('./publicPath', () => ({}));

beforeAll(() => {
  const item = (id: string) => ({
    id,
    path: id,
    name: id,
    description: '',
    process: () => null,
    shouldApply: () => true,
  });
  // What Grafana registers at its start, as far as it matters here.
  const items = [item('color'), { ...item('thresholds'), category: ['Schwellenwerte'] }].map((one) => ({
    ...one,
    editor: () => null,
    override: () => null,
  }));
  const editors = ['slider', 'select', 'radio', 'boolean'].map((id) => ({ ...item(id), editor: () => null }));
  standardEditorsRegistry.setInit(() => editors as never);
  standardFieldConfigEditorRegistry.setInit(() => items as never);
});

test('series have the colours of the palette, not those of their thresholds', () => {
  expect(plugin.fieldConfigRegistry.get('color').settings).toMatchObject({
    byValueSupport: false,
    bySeriesSupport: true,
    preferThresholdsMode: false,
  });
  expect(plugin.fieldConfigDefaults.defaults.color).toEqual({ mode: FieldColorModeId.PaletteClassic });
});

test('no threshold is set unless one is asked for', () => {
  expect(plugin.fieldConfigDefaults.defaults.thresholds?.steps).toHaveLength(1);
});

test('how thresholds are drawn stands in the group of the thresholds, whatever Grafana calls it', () => {
  const groupOf = (id: string) => plugin.fieldConfigRegistry.get(id).category;
  expect(groupOf('custom.thresholdsStyle.mode')).toEqual(['Schwellenwerte']);
});
