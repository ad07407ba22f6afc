import { createNoise } from '../../testing/testSeries';
import { createTail } from './tail';

/** Half of the squares of two normal numbers is exponential with mean 1. */
const exponential = (seed: number, count: number) => {
  const noise = createNoise(seed);
  return Array.from({ length: count }, () => (noise() ** 2 + noise() ** 2) / 2);
};

test('far out of exponential numbers it says the chance that they have', () => {
  const tail = createTail(64);
  exponential(1, 20_000).forEach(tail.learn);
  // P(X > x) is exp(-x): what is so rare as 10^-4 and 10^-6 lies at ln 10^4 and ln 10^6.
  expect(tail.rarity(4 * Math.LN10)).toBeGreaterThan(3.6);
  expect(tail.rarity(4 * Math.LN10)).toBeLessThan(4.4);
  expect(Math.abs(tail.rarity(6 * Math.LN10) - 6)).toBeLessThan(0.8);
  expect(tail.rarity(1)).toBe(0);
});

test('one number in two hundred from a fault leaves it able to see the next fault', () => {
  const tail = createTail(64);
  exponential(2, 20_000).forEach((one, i) => tail.learn(i % 200 === 0 ? 40 : one));
  // By their share alone it would be 2.3.
  expect(tail.rarity(40)).toBeGreaterThan(4.5);
});

test('nothing is rare before enough is known, and of zeros alone the first other number is', () => {
  const tail = createTail(64);
  expect(tail.rarity(5)).toBe(0);
  Array.from({ length: 1000 }, () => 0).forEach(tail.learn);
  expect(tail.rarity(0)).toBe(0);
  expect(tail.rarity(10)).toBeGreaterThan(5);
});
