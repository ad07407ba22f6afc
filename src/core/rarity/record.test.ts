import { DAY_SECONDS, HOUR_SECONDS, WEEK_SECONDS } from '../math';
import { createRecord } from './record';

const WEEK = 1000 * WEEK_SECONDS;
const DAY = 1000 * DAY_SECONDS;
const HOUR = 1000 * HOUR_SECONDS;
const START = Date.parse('2026-01-05T00:00Z');

/** Incidents of one strangeness, so many a week for so many weeks, as the record bears them out, from the first on. */
function after(aWeek: number, weeks: number, strangeness = 3): number[] {
  const record = createRecord();
  record.bearsOut(START, -3);
  return Array.from({ length: aWeek * weeks }, (_, i) =>
    record.bearsOut(START + HOUR + (i * WEEK) / aWeek, strangeness)
  );
}

test('a collection seven times a day is no alert from the third day of it on, and stays none', () => {
  const said = after(49, 4);
  const first = said.findIndex((weeks) => weeks < 0);
  expect(first).toBeGreaterThan(2 * 7);
  expect(first).toBeLessThanOrEqual(3 * 7);
  expect(said.slice(first).every((weeks) => weeks < 0)).toBe(true);
});

test('what flaps for two days is raised each time, and so is an outage as strange on the third day', () => {
  const record = createRecord();
  record.bearsOut(START, -3);
  const flaps = Array.from({ length: 30 }, (_, i) => record.bearsOut(START + 20 * DAY + i * 97 * 60_000, 3));
  expect(Math.min(...flaps)).toBeGreaterThanOrEqual(0);
  expect(record.bearsOut(START + 23 * DAY, 3)).toBeGreaterThanOrEqual(0);
});

test('what comes four times a week stays an alert, as grave as it is strange', () => {
  expect(new Set(after(4, 8))).toEqual(new Set([3]));
});

test('three in the first hours are three alerts', () => {
  expect(after(300, 0.01)).toEqual([3, 3, 3]);
});

test('an incident is counted once, by its strangest sample, and does not hide itself', () => {
  const record = createRecord();
  const long = Array.from({ length: 500 }, (_, i) => record.bearsOut(START + i * 60_000, i % 2 === 0 ? 0 : 4));
  expect(Math.min(...long.filter((_, i) => i % 2 === 1))).toBe(4);
  expect(record.bearsOut(START + WEEK, 4)).toBe(4);
});

test('what is stranger than all that is usual of a series keeps its rank', () => {
  const record = createRecord();
  for (let i = 0; i < 200; i++) {
    record.bearsOut(START + (i * WEEK) / 50, 2);
  }
  expect(record.bearsOut(START + 5 * WEEK, 2)).toBeLessThan(0);
  expect(record.bearsOut(START + 5 * WEEK + 2 * HOUR, 6)).toBe(6);
});

test('a habit that ended is forgotten', () => {
  const record = createRecord();
  for (let i = 0; i < 200; i++) {
    record.bearsOut(START + (i * WEEK) / 50, 2);
  }
  expect(record.bearsOut(START + 16 * WEEK, 2)).toBe(2);
});
