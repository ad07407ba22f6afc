import { createTheme, toDataFrame } from '@grafana/data';
import { HOUR, resultOf, T0 } from '../../testing/panelFixtures';
import { annotationsAt, readAnnotations } from './annotations';
import { nearest, readMoment, usualGap } from './hover';
import { buildChartModel } from './model';
import { drawnOf } from '../../testing/testModel';

const origin = T0 + 23 * HOUR;
const range = { from: T0, to: origin + 6 * HOUR };

describe('readMoment', () => {
  const model = buildChartModel([drawnOf()], range, origin);

  it('reads actual, expected, bands and score of the past', () => {
    const [reading] = readMoment(model, origin - HOUR);
    expect(reading).toMatchObject({ actual: 9, score: 0.5, forecast: { isFuture: false, point: 10 } });
    expect(reading.forecast!.intervals).toEqual([
      { level: 0.8, lower: 8, upper: 12 },
      { level: 0.95, lower: 6, upper: 14 },
    ]);
  });

  it('reads the nearest grid time between grid times', () => {
    const [reading] = readMoment(model, origin - HOUR + 20 * 60_000);
    expect(reading.forecast).toMatchObject({ isFuture: false, point: 10 });
  });

  it('reads the forecast of the future, which has neither actual nor score', () => {
    const [reading] = readMoment(model, origin + 3 * HOUR);
    expect(reading.forecast).toMatchObject({ isFuture: true, point: 12 });
    expect([reading.actual, reading.score]).toEqual([NaN, NaN]);
  });

  it('names the run that a moment belongs to', () => {
    const result = resultOf({ origin });
    const run = { start: origin - 3 * HOUR, end: origin - 2 * HOUR, peakTime: origin - 2 * HOUR, peakScore: 2 };
    const reason = { channel: 'level' as const, direction: 'above' as const, value: 20, expected: 10 };
    result.anomalies = [{ ...run, direction: 'above', severity: 'critical', reason }];
    const marked = buildChartModel([drawnOf({ result })], range, origin);
    expect(readMoment(marked, origin - 2 * HOUR)[0].anomaly?.reason).toEqual(reason);
    expect(readMoment(marked, origin - HOUR)[0].anomaly).toBeUndefined();
  });

  it('leaves out series that are hidden or have nothing to say, and all but one when asked', () => {
    const two = buildChartModel([drawnOf(), drawnOf({ isHidden: true }, { pod: 'b' }), drawnOf()], range, origin);
    expect(readMoment(two, origin)).toHaveLength(2);
    expect(readMoment(two, origin, 0)).toHaveLength(1);
    expect(readMoment(two, T0 - 50 * HOUR)).toHaveLength(0);
  });
});

test('nearest finds the closest time within the tolerance', () => {
  expect(nearest([10, 20, 30], 24, 5)).toBe(1);
  expect(nearest([10, 20, 30], 25, 5)).toBe(1);
  expect(nearest([10, 20, 30], 26, 5)).toBe(2);
  expect(nearest([10, 20, 30], 40, 5)).toBe(-1);
  expect(nearest([], 1, 5)).toBe(-1);
  expect(usualGap([10, 20, 40])).toBe(15);
  expect(usualGap([10])).toBe(0);
});

describe('annotations', () => {
  const frame = toDataFrame({
    fields: [
      { name: 'time', values: [T0 + 2 * HOUR, T0] },
      { name: 'timeEnd', values: [T0 + 3 * HOUR, T0] },
      { name: 'text', values: ['<b>deploy</b> 1.2', 'reboot'] },
      { name: 'title', values: ['CI', ''] },
      { name: 'color', values: ['red', undefined] },
    ],
  });
  const annotations = readAnnotations([frame], createTheme());

  it('are read in order of time, as plain text', () => {
    expect(annotations.map(({ title }) => title)).toEqual(['reboot', 'CI: deploy 1.2']);
    expect(annotations[1].timeEnd).toBe(T0 + 3 * HOUR);
    expect(annotations[0].color).toMatch(/^(#|rgb)/);
  });

  it('are found by a moment inside them or close by', () => {
    const axis = { from: T0, to: T0 + 10 * HOUR };
    expect(annotationsAt(annotations, T0 + 2.5 * HOUR, axis)).toHaveLength(1);
    expect(annotationsAt(annotations, T0 + 5 * 60_000, axis)).toHaveLength(1);
    expect(annotationsAt(annotations, T0 + HOUR, axis)).toHaveLength(0);
    expect(readAnnotations(undefined, createTheme())).toEqual([]);
  });
});
