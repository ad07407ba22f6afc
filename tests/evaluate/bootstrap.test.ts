import { createNoise } from '../../src/testing/testSeries';
import { chanceWithin, shareBySeries } from './bootstrap';

test('the share is that of all points, the interval holds it', () => {
  const { share, low, high, series } = shareBySeries([
    { series: 'a', happened: 9, count: 10 },
    { series: 'a', happened: 7, count: 10 },
    { series: 'b', happened: 10, count: 20 },
  ]);
  expect(share).toBeCloseTo(26 / 40, 12);
  expect([low, high, series]).toEqual([0.5, 0.8, 2]);
});

test('points of one series are one witness: more of them do not narrow the interval, more series do', () => {
  const widthOf = (count: number, points: number) => {
    const noise = createNoise(2);
    const rows = Array.from({ length: count }, (_, i) => ({
      series: String(i),
      happened: points * Math.min(1, Math.max(0, 0.8 + 0.1 * noise())),
      count: points,
    }));
    const { low, high } = shareBySeries(rows);
    return high - low;
  };
  expect(widthOf(20, 10_000)).toBeCloseTo(widthOf(20, 10), 12);
  expect(widthOf(80, 10)).toBeLessThan(0.7 * widthOf(20, 10));
});

test('the chance to seem right is that of a mean of so many series', () => {
  const noise = createNoise(4);
  const rows = Array.from({ length: 25 }, (_, i) => ({
    series: String(i),
    happened: 1000 * (0.8 + 0.1 * noise()),
    count: 1000,
  }));
  // The mean of 25 of a deviation of .1 deviates by .02: two thirds within one deviation, 95 % within two.
  expect(Math.abs(chanceWithin(rows, 0.02) - 0.683)).toBeLessThan(0.15);
  expect(Math.abs(chanceWithin(rows, 0.04) - 0.954)).toBeLessThan(0.05);
  expect(chanceWithin(rows, 0)).toBe(0);
  expect(chanceWithin(rows.slice(0, 1), 0.04)).toBe(0);
});
