import { makeSeries } from '../../testing/testSeries';
import { countDayLags, dayLag } from './dayLags';
import { createHistory } from './history';
import { RunningMean } from '../math/runningMean';

const DAY = 48;

test('a season looks a third of the days back, and a week from two weeks on', () => {
  expect([1, 2, 3, 6, 9, 13.9].map((days) => countDayLags(days * DAY, DAY))).toEqual([1, 1, 1, 2, 3, 4]);
  expect([14, 15, 100].map((days) => countDayLags(days * DAY, DAY))).toEqual([7, 7, 7]);
});

test('the same time of an earlier day is known once it is past, and from the first row on', () => {
  const rising = createHistory(
    makeSeries(10 * DAY, (i) => i),
    'UTC'
  );
  const valueOf = (row: number) => (row - rising.center) / rising.unit;
  const row = 8 * DAY + 5;
  expect(dayLag(rising, row, 1, row)).toBe(valueOf(row - DAY));
  expect(dayLag(rising, row, 3, row)).toBe(valueOf(row - 3 * DAY));
  expect(dayLag(rising, row, 9, row)).toBeNaN();
  expect(dayLag(rising, row + DAY, 1, row)).toBe(valueOf(row));
  expect(dayLag(rising, row + DAY, 1, row - 1)).toBeNaN();
});

describe('a running mean', () => {
  const values = Float64Array.of(1, NaN, 3, 8, NaN);
  const means = new RunningMean(values);

  test.each([
    [0, 0, 1],
    [0, 2, 2],
    [2, 3, 5.5],
    [-5, 99, 4],
    [1, 1, NaN],
    [3, 2, NaN],
    [7, 9, NaN],
  ])('of rows %i to %i is %d', (from, to, expected) => expect(means.over(from, to)).toBe(expected));
});
