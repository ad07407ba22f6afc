import fc from 'fast-check';
import { createNoise } from '../../testing/testSeries';
import { findCycle } from './cycle';

const wave =
  (period: number, size = 10) =>
  (t: number) =>
    size * Math.sin((2 * Math.PI * t) / period);
const made = (length: number, course: (t: number) => number, noise = createNoise(1)) =>
  Float64Array.from({ length }, (_, t) => course(t) + noise());

test('a period that fits three times is found, whatever its length', () => {
  fc.assert(
    fc.property(fc.integer({ min: 8, max: 200 }), fc.integer({ min: 1, max: 50 }), (period, seed) => {
      const found = findCycle(made(3 * period + 40, wave(period), createNoise(seed)));
      expect(Math.abs(found! - period)).toBeLessThanOrEqual(Math.max(2, 0.05 * period));
    }),
    { numRuns: 40 }
  );
});

test('jobs of every hour are of an hour, not of two', () => {
  expect(findCycle(made(720, (t) => (t % 60 < 5 ? 30 : 0)))).toBe(60);
});

test('a slow rise below a cycle hides none of it', () => {
  expect(findCycle(made(720, (t) => 0.1 * t + wave(60)(t)))).toBe(60);
});

test('noise, a walk, a line and a period that fits only twice are none', () => {
  const noise = createNoise(2);
  let level = 0;
  expect(findCycle(made(720, () => 0))).toBeUndefined();
  expect(findCycle(Float64Array.from({ length: 720 }, () => (level += noise())))).toBeUndefined();
  expect(findCycle(made(720, (t) => t))).toBeUndefined();
  expect(findCycle(made(720, wave(360)))).toBeUndefined();
  expect(findCycle(Float64Array.from({ length: 720 }, () => 7))).toBeUndefined();
});

test('rows from the end on are not read, and gaps are left out', () => {
  const values = made(720, wave(60)).map((value, t) => (t >= 600 ? 1e6 : t % 7 === 0 ? NaN : value));
  expect(findCycle(values, 600)).toBe(60);
});
