import type { Breach } from './breach';
import { isReturn } from './incident';

const breach = (threshold: number, direction: Breach['direction']): Breach => ({
  ...{ threshold, direction, level: 0.8, time: 1, earliest: 1, latest: 1 },
});
const forecast = (first: number) => ({ times: Float64Array.of(1), point: Float64Array.of(first), intervals: [] });
/** The value is 30 where 20 was expected, or 10. */
const high = (usual: number) => ({ deviation: 10, slope: 0, usual, age: 1, past: [], hour: 2 });
const low = (usual: number) => ({ deviation: -10, slope: 0, usual, age: 1, past: [], hour: 2 });

test('a threshold between the value and what is expected instead is crossed by the mere return', () => {
  expect([19, 20, 25].map((at) => isReturn(breach(at, 'below'), high(20), forecast(22)))).toEqual([false, true, true]);
  expect([15, 20, 21].map((at) => isReturn(breach(at, 'above'), low(20), forecast(18)))).toEqual([true, true, false]);
  expect(isReturn(breach(25, 'above'), high(20), forecast(22))).toBe(false);
  expect(isReturn(breach(15, 'below'), low(20), forecast(18))).toBe(false);
  expect(isReturn({ ...breach(25, 'below'), already: true }, high(20), forecast(22))).toBe(false);
});

test('where one of what was and what is expected is not known, the other tells', () => {
  expect(isReturn(breach(25, 'below'), high(NaN), forecast(22))).toBe(true);
  expect(isReturn(breach(21, 'below'), high(NaN), forecast(22))).toBe(false);
  expect(isReturn(breach(15, 'above'), low(20), forecast(NaN))).toBe(true);
});
