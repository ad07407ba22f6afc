import { createTheme } from '@grafana/data';
import type uPlot from 'uplot';
import { drawnOf } from '../../testing/testModel';
import { HOUR, resultOf, T0 } from '../../testing/panelFixtures';
import { buildConfig } from './config';
import { buildChartModel } from './model';
import { tickDistances } from './range';

const origin = T0 + 23 * HOUR;
const anomaly = {
  start: T0,
  end: T0 + HOUR,
  peakTime: T0,
  peakScore: 2,
  direction: 'above',
  severity: 'warning',
} as const;

/** A model with so many anomalies, over an axis of so many hours. */
function modelOf(anomalies: number, hours: number) {
  const result = { ...resultOf({ origin }), anomalies: Array.from({ length: anomalies }, () => anomaly) };
  return buildChartModel(
    [drawnOf({ result, color: '#00ff00', forecastColor: '#0000ff' })],
    { from: T0, to: T0 + hours * HOUR },
    NaN
  );
}

/** A chart that draws the data of a model. */
function chartOf({ data }: ReturnType<typeof modelOf>) {
  const fillRect = jest.fn();
  const ctx = { canvas: { width: 100 }, save: () => undefined, restore: () => undefined, fillRect };
  const valToPos = (value: number) => value / HOUR;
  const bbox = { left: T0 / HOUR, top: 0, width: 100, height: 100 };
  return { u: { data, ctx, bbox, valToPos, width: 100 } as unknown as uPlot, fillRect };
}

test('a configuration that outlives its model paints and scales by the model of the data that uPlot draws', () => {
  const [first, second] = [modelOf(1, 24), modelOf(3, 48)];
  const { hooks, scales } = buildConfig(first, createTheme(), 'utc').getConfig();
  const paint = (model: typeof first) => {
    const { u, fillRect } = chartOf(model);
    hooks!.drawClear!.forEach((hook) => hook!(u));
    const range = (scales!.x.range as uPlot.Range.Function)(u, 0, 0, 'x');
    return { runs: fillRect.mock.calls.length, range };
  };
  expect(paint(first)).toEqual({ runs: 1, range: [T0, T0 + 24 * HOUR] });
  expect(paint(second)).toEqual({ runs: 3, range: [T0, T0 + 48 * HOUR] });
});

test.each([
  ['a wide axis of values', 60, [0, 24, 40]],
  ['a narrow one', 20, [24, 40]],
])('no date of the time axis is cut off at an edge of the chart beside %s', (_, left, hours) => {
  const axes = buildConfig(modelOf(0, 48), createTheme(), 'utc').getConfig().axes!;
  const { filter } = axes.find(({ scale }) => scale === 'x')!;
  const u = {
    bbox: { left },
    scales: { x: { min: T0, max: T0 + 48 * HOUR } },
    valToPos: (time: number) => (10 * (time - T0)) / HOUR,
  } as unknown as uPlot;
  const kept = filter!(
    u,
    [0, 24, 40, 47].map((hour) => T0 + hour * HOUR),
    0,
    0,
    0
  );
  expect(kept.flatMap((time) => (time === null ? [] : [(time - T0) / HOUR]))).toEqual(hours);
});

test('ticks are round in units that count in powers of two: 7.5 GiB and 8 GiB, not 7.45 GiB and 8.38 GiB', () => {
  const drawn = drawnOf({ forecastColor: '#0000ff' });
  drawn.live.field.config.unit = 'bytes';
  const model = buildChartModel([drawn], { from: T0, to: T0 + 24 * HOUR }, NaN);
  const axes = buildConfig(model, createTheme(), 'utc').getConfig().axes!;
  const distances = axes.find(({ scale }) => scale === drawn.scaleKey)!.incrs as number[];
  expect(distances).toContain(2 ** 29);
  expect(distances).not.toContain(5e8);
  const isBinary = (unit?: string) => tickDistances(unit) !== undefined;
  expect(['bits', 'kbytes', 'binBps', 'MiBs', 'Gibits'].every(isBinary)).toBe(true);
  expect([undefined, 'decbytes', 'Bps', 'percent', 'short'].some(isBinary)).toBe(false);
});
