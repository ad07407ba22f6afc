import { createHistory } from '../history/history';
import { createNoise, DAY, makeSeries } from '../../testing/testSeries';
import { dayAndWeek, naiveDay, naiveWeek } from './naive';

const noise = createNoise(6);
const series = makeSeries(20 * DAY, (t) =>
  t % 53 === 2 || (t >= 9 * DAY && t < 9 * DAY + 10) ? NaN : Math.sin(t / 9) + noise() + t / 300
);
const history = createHistory(series, 'UTC');
const { z } = history;
const HORIZON = 10 * DAY;

/** The value a whole number of `every` days before, the first that is past and known. */
function repeated(origin: number, h: number, every: number): number {
  for (let row = origin + 1 + h - every * DAY; row >= 0; row -= every * DAY) {
    if (row <= origin && !Number.isNaN(z[row])) {
      return z[row];
    }
  }
  return NaN;
}
const weekAgo = (origin: number) => {
  const changes = Array.from({ length: DAY }, (_, i) => origin - i)
    .map((t) => (t >= 7 * DAY ? z[t] - z[t - 7 * DAY] : NaN))
    .filter((change) => !Number.isNaN(change));
  return changes.length > 0 ? (0.7 * changes.reduce((sum, change) => sum + change, 0)) / changes.length : 0;
};

describe.each([0, 5, DAY, 9 * DAY + 4, 15 * DAY + 7, 20 * DAY - 1])('from row %p', (origin) => {
  test('a day repeats the last known one; where none is known, the last value', () => {
    const { point } = naiveDay.create(history, HORIZON)!({ end: 20 * DAY })!(origin);
    const last = z
      .slice(0, origin + 1)
      .filter((value) => !Number.isNaN(value))
      .at(-1);
    point.forEach((value, h) => {
      const before = repeated(origin, h, 1);
      expect(value).toBe(Number.isNaN(before) ? last : before);
    });
  });

  test('a week is moved by seven tenths of the change of level of the last day since', () => {
    const { point } = naiveWeek.create(history, HORIZON)!({ end: 20 * DAY })!(origin);
    const both = dayAndWeek.create(history, HORIZON)!({ end: 20 * DAY })!(origin).point;
    point.forEach((value, h) => {
      const expected = repeated(origin, h, 7) + weekAgo(origin);
      expect(Number.isNaN(value)).toBe(Number.isNaN(expected));
      expect(value || 0).toBeCloseTo(expected || 0, 10);
      expect(both[h] || 0).toBeCloseTo((expected + repeated(origin, h, 1)) / 2 || 0, 10);
    });
  });
});

test('two weeks are needed to repeat a week, and a day that fits the step', () => {
  const fit = naiveWeek.create(history, 4)!;
  expect(fit({ end: 14 * DAY - 1 })).toBeUndefined();
  expect(fit({ end: 14 * DAY })).toBeDefined();
  expect(dayAndWeek.create(history, 4)!({ end: 14 * DAY - 1 })).toBeUndefined();
  const odd = createHistory({ ...series, step: 7 * 3600 }, 'UTC');
  expect([naiveDay.create(odd, 4), naiveWeek.create(odd, 4)]).toEqual([undefined, undefined]);
});
