import { allTimes, curveAt } from './curve';

const curve = { times: [10, 20, 40], values: [1, 2, 4] };

test.each([
  [10, 1],
  [15, 1.5],
  [20, 2],
  [30, 3],
  [40, 4],
])('at %d it is %d', (time, value) => {
  expect(curveAt(curve, time)).toBe(value);
});

test('outside it is unknown, but for as long as its end is held', () => {
  expect([9, 41].map((time) => curveAt(curve, time))).toEqual([NaN, NaN]);
  expect([9, 41, 45, 46].map((time) => curveAt(curve, time, 5))).toEqual([NaN, 4, 4, NaN]);
  expect(curveAt({ times: [], values: [] }, 1, 5)).toBeNaN();
});

test('a gap has no value, nor has the way to it', () => {
  const broken = { times: [10, 20, 40], values: [1, NaN, 4] };
  expect([15, 20, 30, 40].map((time) => curveAt(broken, time))).toEqual([NaN, NaN, NaN, 4]);
});

test('times of several curves are joined, each once', () => {
  expect(allTimes([curve, { times: [5, 20] }])).toEqual([5, 10, 20, 40]);
});
