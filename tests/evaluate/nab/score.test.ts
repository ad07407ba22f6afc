import fc from 'fast-check';
import { normalise, PROFILES, rawScore, type Window } from './score';

const ROWS = 2000;
const windows: Window[] = [
  [500, 599],
  [1200, 1299],
];
const score = (alerts: number[], profile = PROFILES[0]) =>
  normalise(rawScore(alerts, ROWS, windows, profile), windows.length, profile);

test.each(PROFILES)('a perfect detector has 100, a silent one 0: $name', (profile) => {
  expect(score([500, 1200], profile)).toBeCloseTo(100, 10);
  expect(score([], profile)).toBe(0);
});

test('a missed window of two costs half', () => {
  expect(score([500])).toBeCloseTo(50, 10);
});

test('a false alert before any window costs its weight in full, one in probation nothing', () => {
  expect(score([400, 500, 1200])).toBeCloseTo(100 - (100 * 0.11) / 4, 10);
  expect(score([10, 299, 500, 1200])).toBeCloseTo(100, 10);
});

test('only the earliest alert of a window counts, and a later one is worth less', () => {
  expect(score([500, 550, 1200])).toBeCloseTo(100, 10);
  fc.assert(
    fc.property(fc.integer({ min: 501, max: 599 }), (row) => {
      expect(score([row, 1200])).toBeLessThan(score([row - 1, 1200]));
    })
  );
});

test('an alert outside windows never gains', () => {
  fc.assert(
    fc.property(fc.integer({ min: 600, max: 1199 }), (row) => {
      expect(score([500, row, 1200])).toBeLessThan(100);
    })
  );
});
