import { createCalendar } from '../series/calendar';
import { localDay } from '../series/specialDays';
import { timeAt, type Series } from '../series/series';
import { change, createNoise, DAY, makeSeries, START } from '../../testing/testSeries';
import { createHistory } from './history';
import { asUsual, fitDayEffect } from './specialDays';

const DAYS = 28;
const utc = createCalendar('UTC');
/** 2026-10-01 is a Thursday; day 13 is Wednesday 14, day 26 Tuesday 27. */
const FIRST = START / 86_400_000;
const days = new Set([FIRST + 13, FIRST + 26]);
const isOff = (row: number) => utc.weekPhase(START + row * 1_800_000) >= 5 / 7;
const hump = (row: number) => Math.exp(-(((row % DAY) - 26) ** 2) / 60);
/** Busy on weekdays; special days pass a share of the way to a Sunday. */
const office = (share: number, special = days): Series => {
  const noise = createNoise(5);
  return makeSeries(DAYS * DAY, (i) => {
    const isSpecial = special.has(FIRST + Math.floor(i / DAY));
    const height = isOff(i) ? 10 : isSpecial ? 100 - 90 * share : 100;
    return 20 + height * hump(i) + 0.5 * noise();
  });
};
const effectOf = (series: Series, end = series.values.length, special: ReadonlySet<number> = days) => {
  const history = createHistory(series, 'UTC', undefined, end);
  const effect = fitDayEffect(history, special, utc, end);
  return (row: number) => history.unit * (effect?.(row) ?? NaN);
};
const noon = (day: number) => day * DAY + 26;

test.each([0, 0.5, 1])(
  'the share of a Sunday that special days have is learned from those of the past: %d',
  (share) => {
    const learned = effectOf(office(share))(noon(26)) / -90;
    // Two days that were seen against the prior, which is a half and counts as one.
    expect(learned).toBeGreaterThan((2 * share + 0.5) / 3 - 0.07);
    expect(learned).toBeLessThan((2 * share + 0.5) / 3 + 0.07);
  }
);

test('before any was seen it is half of the way', () => {
  const ahead = new Set([FIRST + DAYS + 5]);
  // Tuesday 3 November.
  expect(effectOf(office(1, new Set()), DAYS * DAY, ahead)(noon(DAYS + 5)) / -90).toBeCloseTo(0.5, 1);
});

test('other days have none, and neither has a special day that is a Sunday', () => {
  const special = new Set([...days, FIRST + 17]);
  const effect = effectOf(office(1), DAYS * DAY, special);
  expect(utc.weekPhase(START + noon(17) * 1_800_000)).toBeGreaterThan(6 / 7);
  expect(effect(noon(17))).toBeCloseTo(0, 9);
  expect([noon(12), noon(14), noon(27)].map(effect)).toEqual([0, 0, 0]);
});

test('nothing from the end of the fit on is read', () => {
  const end = 20 * DAY;
  const later = change(office(1), (value, i) => (i >= end ? 1e6 : value));
  for (const row of [noon(13), noon(26)]) {
    expect(effectOf(later, end)(row)).toBeCloseTo(effectOf(office(1), end)(row), 9);
  }
});

test('a series without weekends is left as it is', () => {
  const noise = createNoise(2);
  const flat = makeSeries(DAYS * DAY, (i) => 20 + 100 * hump(i) + 0.5 * noise());
  expect(Math.abs(effectOf(flat)(noon(26)))).toBeLessThan(1);
});

test('the usual series has no special days left, and is the same object where there are none', () => {
  const series = office(1);
  const usual = asUsual(series, days, 'UTC', series.values.length);
  expect(series.values[noon(13)]).toBeLessThan(40);
  expect(usual.values[noon(13)]).toBeGreaterThan(85);
  expect(usual.values[noon(14)]).toBe(series.values[noon(14)]);
  expect(asUsual(series, undefined, 'UTC', 1)).toBe(series);
  expect(asUsual(series, new Set(), 'UTC', 1)).toBe(series);
});

describe('a local day', () => {
  test.each([
    // Sunday 29 March 2026 has 23 hours in Berlin, 25 October 25.
    ['2026-03-28T23:00Z', '2026-03-29T21:59Z', '2026-03-29'],
    ['2026-10-24T22:00Z', '2026-10-25T22:59Z', '2026-10-25'],
  ])('begins and ends with the clock of its zone: %s to %s', (first, last, date) => {
    const berlin = createCalendar('Europe/Berlin');
    const number = Date.parse(`${date}T00:00Z`) / 86_400_000;
    expect([first, last].map((text) => localDay(berlin, Date.parse(text)))).toEqual([number, number]);
    expect(localDay(berlin, Date.parse(first) - 60_000)).toBe(number - 1);
    expect(localDay(berlin, Date.parse(last) + 60_000)).toBe(number + 1);
  });

  it('of the effect is that of the zone, over a change of the clock too', () => {
    // Half hours of October in Berlin: its clock goes back on the 25th. The special day is Tuesday the 27th.
    const berlin = createCalendar('Europe/Berlin');
    const series = office(1);
    const history = createHistory(series, 'Europe/Berlin');
    const effect = fitDayEffect(history, days, berlin, series.values.length)!;
    const rows = Array.from(series.values.keys()).filter((row) => effect(row) !== 0);
    const found = new Set(rows.map((row) => localDay(berlin, timeAt(series, row))));
    expect([...found]).toEqual([...days]);
    expect(rows.length).toBeGreaterThan(90);
  });
});
