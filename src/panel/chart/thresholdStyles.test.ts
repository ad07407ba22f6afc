import { createTheme, type FieldConfig, type ThresholdsConfig } from '@grafana/data';
import { GraphThresholdsStyleMode as Mode } from '@grafana/schema';
import type uPlot from 'uplot';
import { recordCanvas } from '../../testing/canvasKit';
import { HOUR, T0 } from '../../testing/panelFixtures';
import { drawnOf } from '../../testing/testModel';
import { buildConfig } from './config';
import { buildChartModel, type DrawnSeries } from './model';

const steps = [
  { value: -Infinity, color: '#00ff00' },
  { value: 12, color: '#ff0000' },
  { value: 16, color: '#0000ff' },
];
const absolute = { mode: 'absolute', steps } as ThresholdsConfig;

/** Heights and colours of gradients, which Grafana makes on a canvas of its own. */
const stops: Array<[y: number, color: string]> = [];
beforeAll(() => {
  const createLinearGradient = (_x0: number, y0: number, _x1: number, y1: number) => ({
    addColorStop: (offset: number, color: string) => stops.push([Math.round(y0 + offset * (y1 - y0)), color]),
  });
  HTMLCanvasElement.prototype.getContext = (() => ({ createLinearGradient })) as never;
});
beforeEach(() => (stops.length = 0));

function seriesOf(config: FieldConfig, change: Partial<DrawnSeries> = {}): DrawnSeries {
  const drawn = drawnOf({ result: undefined, color: '#123456', forecastColor: '#123456', ...change });
  const field = { ...drawn.live.field, config: { ...drawn.live.field.config, ...config } };
  return { ...drawn, live: { ...drawn.live, field } };
}

/** The lines and areas that a chart draws behind its series; 10 px a unit, from 20 at the top down to 0. */
function drawnBehind(series: DrawnSeries[]) {
  const model = buildChartModel(series, { from: T0, to: T0 + 24 * HOUR }, NaN);
  const { hooks } = buildConfig(model, createTheme(), 'utc').getConfig();
  const { ctx, calls, named } = recordCanvas();
  Object.assign(ctx, { canvas: { width: 300 } });
  const u = {
    ...{ data: model.data, ctx, width: 300, bbox: { left: 0, top: 0, width: 300, height: 200 } },
    scales: { x: { min: T0, max: T0 + 24 * HOUR, ori: 0 }, percent: { min: 0, max: 20 }, bytes: { min: 0, max: 20 } },
    valToPos: (value: number) => 200 - 10 * value,
  };
  hooks!.drawClear!.forEach((hook) => hook!(u as unknown as uPlot));
  const lines = calls.flatMap(({ name, args }) => (name === 'moveTo' ? [args[1]] : []));
  const colors = calls.flatMap(({ name, strokeStyle }) => (name === 'stroke' ? [strokeStyle] : []));
  const dashes = [...new Set(named('setLineDash').map(({ args }) => JSON.stringify(args[0])))];
  return { lines, colors, dashes, areas: named('fillRect').map(({ args }) => args) };
}
const styled = (mode: Mode | undefined, thresholds = absolute) =>
  drawnBehind([seriesOf({ thresholds, ...(mode && { custom: { thresholdsStyle: { mode } } }) })]);

const WHOLE = [0, 0, 300, 200];
const [RED, BLUE] = ['rgba(255, 0, 0, 0.7)', 'rgba(0, 0, 255, 0.7)'];

test.each([
  ['lines', Mode.Line, ['[]'], []],
  ['dashed lines', Mode.Dashed, ['[10,10]'], []],
  ['dashed lines, which is the default', undefined, ['[10,10]'], []],
  ['lines over areas', Mode.LineAndArea, ['[]'], [WHOLE]],
  ['dashed lines over areas', Mode.DashedAndArea, ['[10,10]'], [WHOLE]],
])('thresholds are drawn as %s at their values, in their colours', (_, mode, dashes, areas) => {
  const drawn = styled(mode);
  expect(drawn.lines).toEqual([80, 40]);
  expect(drawn.colors).toEqual([RED, BLUE]);
  expect(drawn.dashes).toEqual(dashes);
  expect(drawn.areas).toEqual(areas);
});

test('as areas alone each ends where the next begins, from the lower end of the axis up', () => {
  const drawn = styled(Mode.Area);
  expect(drawn.lines).toEqual([]);
  expect(drawn.areas).toEqual([WHOLE]);
  const [green, red, blue] = ['rgba(0, 255, 0, 0.15)', 'rgba(255, 0, 0, 0.15)', 'rgba(0, 0, 255, 0.15)'];
  expect(stops).toEqual([
    [200, green],
    [80, green],
    [80, red],
    [40, red],
    [40, blue],
  ]);
});

test('switched off, or none set beside the base, nothing is drawn', () => {
  const nothing = { lines: [], areas: [] };
  expect(styled(Mode.Off)).toMatchObject(nothing);
  expect(styled(Mode.Line, { ...absolute, steps: steps.slice(0, 1) })).toMatchObject(nothing);
});

test('percentages are of the range of the field', () => {
  const percentage = { mode: 'percentage', steps: [steps[0], { value: 25, color: '#ff0000' }] } as ThresholdsConfig;
  const config = { min: 0, max: 20, thresholds: percentage, custom: { thresholdsStyle: { mode: Mode.Line } } };
  expect(drawnBehind([seriesOf(config)]).lines).toEqual([150]);
});

test('of two axes each has the thresholds of its field, of two series on one axis they are drawn once', () => {
  const config = (value: number) => ({
    thresholds: { ...absolute, steps: [steps[0], { value, color: '#ff0000' }] },
    custom: { thresholdsStyle: { mode: Mode.Line } },
  });
  const bytes = seriesOf(config(5), { scaleKey: 'bytes' });
  expect(drawnBehind([seriesOf(config(12)), seriesOf(config(12)), bytes]).lines).toEqual([80, 150]);
});
