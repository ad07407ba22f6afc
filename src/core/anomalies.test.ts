import { findAnomalies, type AnomalyRules } from './anomalies';

const rules: AnomalyRules = { limit: 1, direction: 'both', minimumDeviation: 0 };
/** Signed scores: actuals on a point of 0, so that the score is the size. */
const find = (signed: number[], change: Partial<AnomalyRules> = {}) =>
  findAnomalies(
    Float64Array.from(signed.keys()),
    signed,
    signed.map(() => 0),
    signed.map(Math.abs),
    { ...rules, ...change }
  );

test('a run has its ends, its side and its peak', () => {
  expect(find([0, 0.5, 1.1, 1.5, 1.3, 0.2])).toEqual([
    { start: 2, end: 4, direction: 'above', peakScore: 1.5, peakTime: 3, severity: 'critical' },
  ]);
});

test('severity is critical from 1.2', () => {
  expect(find([1.1, 1.19])).toMatchObject([{ severity: 'warning' }]);
  expect(find([1.1, 1.2])).toMatchObject([{ severity: 'critical' }]);
});

test('one point just outside is no anomaly, one far outside is', () => {
  expect(find([0, 1.9, 0, 0, 0])).toEqual([]);
  expect(find([0, 2.1, 0, 0, 0])).toHaveLength(1);
});

test('one missing or inside step is bridged, two end the run', () => {
  expect(find([1.5, NaN, 1.5])).toMatchObject([{ start: 0, end: 2 }]);
  expect(find([1.5, 1.5, 0, 0, 1.5, 1.5])).toMatchObject([{ end: 1 }, { start: 4 }]);
  expect(find([1.5, 1.5, NaN, NaN, 1.5, 1.5])).toHaveLength(2);
});

test('sides are runs of their own', () => {
  expect(find([1.5, 1.5, -1.5, -1.5])).toMatchObject([{ direction: 'above' }, { direction: 'below' }]);
  expect(find([1.5, 1.5, -1.5, -1.5], { direction: 'below' })).toMatchObject([{ start: 2, end: 3 }]);
});

test('limit and minimum deviation leave out', () => {
  expect(find([1.5, 1.5], { limit: 2 })).toEqual([]);
  expect(find([1.5, 1.5], { minimumDeviation: 1.6 })).toEqual([]);
  expect(find([1.5, 1.5], { minimumDeviation: 1.4 })).toHaveLength(1);
});

test('gaps are no anomalies', () => {
  expect(find([NaN, NaN])).toEqual([]);
});
