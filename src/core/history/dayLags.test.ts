import { makeSeries } from '../../testing/testSeries';
import { countDayLags, dayLag } from './dayLags';
import { createHistory } from './history';
import { RunningMean } from '../math/runningMean';

const DAY = 48;

test('a season looks a third of the days back, and a week from two weeks on', () => {
  expect([1, 2, 3, 6, 9, 13.9].map((days) => countDayLags(days * DAY, DAY))).toEqual([1, 1, 1, 2, 3, 4]);
  expect([14, 15, 100].map((days) => countDayLags(days * DAY, DAY))).toEqual([7, 7, 7]);
});

describe('the hour around the same time of an earlier day', () => {
  const rising = createHistory(
    makeSeries(10 * DAY, (i) => i),
    'UTC'
  );
  const valueOf = (row: number) => (row - rising.center) / rising.unit;
  const row = 8 * DAY + 5;

  test('is averaged', () => {
    expect(dayLag(rising, row, 1, row)).toBeCloseTo(valueOf(row - DAY), 9);
    expect(dayLag(rising, row, 3, row)).toBeCloseTo(valueOf(row - 3 * DAY), 9);
  });

  test('without what comes after the origin', () => {
    const ahead = row + DAY;
    // Of the three half hours around the row the last is not known yet, then only the first is.
    expect(dayLag(rising, ahead, 1, row)).toBeCloseTo(valueOf(row - 0.5), 9);
    expect(dayLag(rising, ahead, 1, row - 1)).toBeCloseTo(valueOf(row - 1), 9);
    expect(dayLag(rising, ahead, 1, row - 2)).toBeNaN();
  });
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
