import { breachesAfter, isOnCourse } from './breach';

test('what a stopped series may have crossed meanwhile is not announced', () => {
  const breach = { threshold: 1, direction: 'above' as const, time: 5, earliest: 3, latest: 9, level: 0.8 };
  expect(breachesAfter([breach], 2)).toEqual([breach]);
  expect(breachesAfter([breach], 4)).toEqual([{ ...breach, earliest: 4 }]);
  expect(breachesAfter([breach], 10)).toEqual([]);
  expect(breachesAfter([{ ...breach, time: NaN, latest: NaN }], 2)).toHaveLength(1);
  expect(breachesAfter([{ ...breach, time: NaN, latest: NaN }], 4)).toEqual([]);
  expect(breachesAfter([{ ...breach, time: 0, earliest: 0, latest: 0, already: true }], 4)).toEqual([]);
});

test('a course bears out a likely crossing within its interval, and a possible one by staying clear', () => {
  const course = { times: Float64Array.of(1, 2, 3), point: Float64Array.of(10, 11, 12) };
  const crossing = { direction: 'above' as const, level: 0.8, time: 2, earliest: 1, latest: 2 };
  const bornOut = (change: object) => isOnCourse({ ...crossing, threshold: 11, ...change }, course);
  expect([10, 11, 12, 13].map((threshold) => bornOut({ threshold }))).toEqual([true, true, false, false]);
  expect(bornOut({ threshold: 12, latest: NaN })).toBe(true);
  const possible = { time: NaN, latest: NaN };
  expect([11, 13].map((threshold) => bornOut({ ...possible, threshold }))).toEqual([false, true]);
  expect([9, 11].map((threshold) => bornOut({ direction: 'below', threshold }))).toEqual([false, true]);
  expect(bornOut({ threshold: 13, already: true })).toBe(true);
});
