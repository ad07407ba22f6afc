import { HOUR, resultOf, T0 } from '../../../testing/panelFixtures';
import { drawnOf } from '../../../testing/testModel';
import type { DrawnSeries } from '../model';
import { placeSeries } from './placeSeries';
import { stackPairs } from './stacks';

const origin = T0 + 23 * HOUR;

/** A series at a value for a day from the origin back; its forecast is 10, 11, ... */
function at(value: number, change: Partial<DrawnSeries> = {}): DrawnSeries {
  const drawn = drawnOf({ stack: 'A', ...change });
  return { ...drawn, history: undefined, live: { ...drawn.live, values: drawn.live.values.map(() => value) } };
}
const lives = (series: DrawnSeries[]) => placeSeries(series).map(({ live }) => live.values[5]);
const firstPoints = (series: DrawnSeries[]) => placeSeries(series).map(({ result }) => result?.forecast.point[0]);

test('series of one stack lie on each other, in their order; others stay themselves', () => {
  const alone = at(7, { stack: undefined });
  expect(lives([at(1), alone, at(2), at(3)])).toEqual([1, 7, 3, 6]);
  expect(placeSeries([at(1), alone])[1]).toBe(alone);
});

test.each([
  ['another stack', { stack: 'B' }],
  ['another scale', { scaleKey: 'bytes' }],
  ['hidden', { isHidden: true }],
])('not on one that is of %s', (_, change) => {
  expect(lives([at(1, change), at(2)])).toEqual([1, 2]);
});

test('negative series grow down, apart from the positive ones', () => {
  expect(lives([at(1), at(-2), at(3), at(-4)])).toEqual([1, -2, 4, -6]);
  expect(stackPairs([at(1), at(-2), at(3), at(-4)])).toEqual([
    { upper: 2, lower: 0, isDown: false },
    { upper: 3, lower: 1, isDown: true },
  ]);
});

test('bands and expected values lie on the live values of those below, forecasts on their forecasts', () => {
  const [, { result }] = placeSeries([at(5), at(9)]);
  const own = resultOf();
  expect([...result!.expected.point]).toEqual([...own.expected.point].map((value) => value + 5));
  expect([...result!.expected.intervals[1].upper]).toEqual([...own.expected.intervals[1].upper].map((v) => v + 5));
  expect([...result!.forecast.point]).toEqual([...own.forecast.point].map((value) => 2 * value));
  const width = ({ upper, lower }: { upper: Float64Array; lower: Float64Array }) =>
    upper.map((one, i) => one - lower[i]);
  result!.forecast.intervals.forEach((interval, i) => {
    expect(width(interval)).toEqual(width(own.forecast.intervals[i]));
  });
});

test('a crossing is marked on the line of the series, which lies higher than its threshold', () => {
  const breach = { threshold: 12, direction: 'above', level: 0.8, probability: 0.7 } as const;
  const times = { time: origin + 3 * HOUR, earliest: origin + 2 * HOUR, latest: NaN };
  const result = { ...resultOf(), breaches: [{ ...breach, ...times }] };
  const [lower, upper] = placeSeries([at(5, { result }), at(9, { result })]);
  expect(lower.result!.breaches[0].threshold).toBe(12);
  expect(upper.result!.breaches[0].threshold).toBe(24);
});

test('a value that is missing below adds nothing, one between two is between them', () => {
  const lower = at(4);
  lower.live.values[5] = NaN;
  expect(placeSeries([lower, at(9)])[1].live.values.slice(4, 7)).toEqual([13, 9, 13]);
  const rising = at(0);
  rising.live = { ...rising.live, times: [T0, T0 + 10 * HOUR], values: [0, 10] };
  expect(placeSeries([rising, at(9)])[1].live.values.slice(0, 4)).toEqual([9, 10, 11, 12]);
});

test('one that ends a sample sooner is held as long as its samples lie apart', () => {
  const lower = at(4);
  lower.live = { ...lower.live, times: lower.live.times.slice(0, 20), values: lower.live.values.slice(0, 20) };
  expect(placeSeries([lower, at(9)])[1].live.values.slice(19, 22)).toEqual([13, 13, 9]);
});

test('no forecast is drawn on a series that has none, however many lie between', () => {
  expect(firstPoints([at(1), at(2, { result: undefined }), at(3), at(4)])).toEqual([10, undefined, NaN, NaN]);
});

test('a series whose newest value is younger counts with its live values up to there', () => {
  const [lower, upper] = [at(4), at(9, { result: resultOf({ origin: origin - 2 * HOUR }) })];
  expect([...placeSeries([lower, upper])[1].result!.forecast.point]).toEqual([
    10 + 4,
    11 + 4,
    12 + 10,
    13 + 11,
    14 + 12,
    15 + 13,
  ]);
});
