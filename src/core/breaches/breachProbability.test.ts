import { breachChances } from './breachProbability';

// Four paths of three steps: two reach 10 at the second and the third step, one at once, one never.
const ensemble = {
  paths: Float64Array.of(1, 10, 3, 2, 3, 11, 12, 1, 1, 2, 2, 2),
  weights: Float64Array.of(1, 1, 1, 1),
  horizon: 3,
};

test('the chance is the share of paths that cross, the time that of the first crossing', () => {
  expect(breachChances(ensemble, 2, [10])).toEqual([
    { threshold: 10, direction: 'above', probability: 0.75, earliest: 1, median: 2, latest: 3 },
  ]);
});

test('from a value on the threshold the way down counts', () => {
  const [{ direction, probability }] = breachChances(ensemble, 10, [10]);
  expect([direction, probability]).toEqual(['below', 1]);
});

test('a threshold out of reach has chance 0 and no time', () => {
  expect(breachChances(ensemble, 2, [100, NaN])).toEqual([
    { threshold: 100, direction: 'above', probability: 0, earliest: NaN, median: NaN, latest: NaN },
  ]);
});

test('older paths count for less', () => {
  const weights = Float64Array.of(0, 0, 0.5, 1.5);
  expect(breachChances({ ...ensemble, weights }, 2, [10])[0].probability).toBe(0.25);
});
