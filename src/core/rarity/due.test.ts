import { DAY_MS, HOUR_MS } from '../math';
import { createDue } from './due';

const STEP = 1800;
const START = Date.UTC(2026, 9, 5);

/** The view's answer at the last sample of a series that is `value` of the day and its time of day. */
function missedAtEnd(value: (day: number, hour: number) => number, days: number, hours: number) {
  const due = createDue(STEP, 5);
  let before = value(0, 0);
  let last = { missed: NaN, usual: NaN };
  for (let time = START; time <= START + days * DAY_MS + hours * HOUR_MS; time += 1000 * STEP) {
    const since = time - START;
    const one = value(Math.floor(since / DAY_MS), (since % DAY_MS) / HOUR_MS);
    last = due(time, one, before);
    before = one;
  }
  return last;
}
const ripple = (day: number, hour: number) => ((7 * day + 3 * hour) % 5) / 5;
const job = (hour: number) => hour >= 3 && hour < 4;

test('a job that every day runs and today does not is missed in its first sample', () => {
  const value = (day: number, hour: number) => (job(hour) && day < 6 ? 50 : 10) + ripple(day, hour);
  expect(missedAtEnd(value, 6, 3)).toMatchObject({ missed: expect.closeTo(39, -0.5) });
  expect(missedAtEnd(value, 6, 3).usual).toBeGreaterThanOrEqual(50);
  expect(missedAtEnd(value, 5, 3).missed).toBe(0);
});

test('so is a stop that does not come, from below and from above alike', () => {
  const value = (day: number, hour: number) => (job(hour) && day < 6 ? -50 : 0) + ripple(day, hour);
  expect(missedAtEnd(value, 6, 3).missed).toBeGreaterThan(48);
});

test('a job that runs and is a little smaller is not missed, nor is a move within what days differ by', () => {
  const smaller = (day: number, hour: number) => (job(hour) ? (day < 6 ? 50 : 45) : 10) + ripple(day, hour);
  expect(missedAtEnd(smaller, 6, 3).missed).toBe(0);
  const wide = (day: number, hour: number) => (job(hour) && day < 6 ? 13 : 10) + 4 * ripple(day, hour);
  expect(missedAtEnd(wide, 6, 3).missed).toBe(0);
});

test('on weekdays alone a job is due on none of the days: the last week says so', () => {
  const value = (day: number, hour: number) => (job(hour) && day % 7 < 5 ? 50 : 10) + ripple(day, hour);
  expect(missedAtEnd(value, 12, 3).missed).toBe(0);
});

test('nothing is said before there are five days', () => {
  expect(missedAtEnd(() => 1, 4, 3)).toEqual({ missed: NaN, usual: NaN });
});
