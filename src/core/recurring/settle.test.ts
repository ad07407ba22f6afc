import { DAY, createNoise, makeSeries } from '../../testing/testSeries';
import { settle } from './settle';

const FIRST = 4 * DAY + 4;
const MONTH = 30 * DAY;
const TWO_WEEKS = 14 * DAY;
const END = 88 * DAY;

/** A level of 10 with noise, 80 more for six hours every 30 days, and 30 more for three of them every 14, together on date `at`. */
function settledWith(at: number) {
  const noise = createNoise(2);
  const together = FIRST + at * MONTH;
  const series = makeSeries(END, (i) => {
    const month = i >= FIRST && (i - FIRST) % MONTH < 12 ? 80 : 0;
    const weeks = (i - together - 4 + 10 * TWO_WEEKS) % TWO_WEEKS < 6 ? 30 : 0;
    return 10 + noise() + month + weeks;
  });
  return { together, ...settle(series, 'UTC', END, END + 12 * DAY) };
}

test('of two things that came at once neither is taken off twice', () => {
  const { series, recurring } = settledWith(1);
  expect(recurring).toHaveLength(2);
  expect(Math.min(...series.values)).toBeGreaterThan(-10);
  expect(Math.max(...series.values)).toBeLessThan(30);
});

test('where two things are due at once both are expected', () => {
  const { due, together } = settledWith(3);
  expect(due.at(together)!.middle).toBeCloseTo(80, -1);
  const { middle, least, most, each } = due.at(together + 6)!;
  [middle, least, most, ...each].forEach((value) => expect(Math.abs(value - 110)).toBeLessThan(10));
});
