import fc from 'fast-check';
import { clockOffset, createCalendar, stepsPerDay } from './calendar';

const HOUR = 3_600_000;
const hourOf = (zone: string, iso: string) => createCalendar(zone).dayPhase(Date.parse(iso)) * 24;

test.each([
  ['UTC', '2026-06-01T12:30:00Z', 12.5],
  ['Europe/Berlin', '2026-06-01T12:30:00Z', 14.5],
  ['Europe/Berlin', '2026-12-01T12:30:00Z', 13.5],
  ['America/New_York', '2026-12-01T02:00:00Z', 21],
  ['Asia/Kathmandu', '2026-01-01T00:00:00Z', 5.75],
])('hour of the day in %s at %s', (zone, iso, hour) => {
  expect(hourOf(zone, iso)).toBeCloseTo(hour, 9);
});

test('the day on which clocks are put back has two hours from 2 to 3', () => {
  expect(hourOf('Europe/Berlin', '2026-10-25T00:30:00Z')).toBeCloseTo(2.5, 9);
  expect(hourOf('Europe/Berlin', '2026-10-25T01:30:00Z')).toBeCloseTo(2.5, 9);
  expect(hourOf('Europe/Berlin', '2026-10-25T12:00:00Z')).toBeCloseTo(13, 9);
});

test('the day on which clocks are put forward has no hour from 2 to 3', () => {
  expect(hourOf('Europe/Berlin', '2026-03-29T00:59:00Z')).toBeCloseTo(1 + 59 / 60, 9);
  expect(hourOf('Europe/Berlin', '2026-03-29T01:00:00Z')).toBeCloseTo(3, 9);
});

test('a week begins on Monday, midnight of the zone', () => {
  const calendar = createCalendar('Europe/Berlin');
  expect(calendar.weekPhase(Date.parse('2026-11-01T23:00:00Z'))).toBeCloseTo(0, 9);
  expect(calendar.weekPhase(Date.parse('2026-11-07T11:00:00Z')) * 7).toBeCloseTo(5.5, 9);
});

test('agrees with Intl at any time, before 1970 too', () => {
  const zone = 'Australia/Lord_Howe';
  const calendar = createCalendar(zone);
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    hour: 'numeric',
    minute: 'numeric',
  });
  fc.assert(
    fc.property(fc.integer({ min: -500_000, max: 500_000 }), (hours) => {
      const parts = Object.fromEntries(format.formatToParts(hours * HOUR).map(({ type, value }) => [type, value]));
      expect(calendar.dayPhase(hours * HOUR) * 24).toBeCloseTo(Number(parts.hour) + Number(parts.minute) / 60, 6);
    })
  );
});

test('an unknown zone is named', () => {
  expect(() => createCalendar('Mars/Olympus')).toThrow('invalid-option');
});

test('days are counted in steps where a step divides them', () => {
  expect(stepsPerDay(1800)).toBe(48);
  expect(stepsPerDay(420)).toBeUndefined();
  expect(stepsPerDay(86400)).toBeUndefined();
});

test('within a second the local time does not jump', () => {
  const { offset } = createCalendar('Europe/Berlin');
  for (const ms of [1, 500, 999]) {
    expect(offset(Date.parse('2026-06-01T12:30:00Z') + ms)).toBe(2 * HOUR);
    expect(offset(Date.parse('1969-06-01T12:30:00Z') + ms)).toBe(HOUR);
  }
});

test('the offset of a clock is that of its zone, and none in a zone that nobody knows', () => {
  const summer = Date.parse('2026-07-01T00:00:00Z');
  expect(clockOffset('Europe/Berlin')(summer)).toBe(2 * HOUR);
  expect(clockOffset('Europe/Berlin')).toBe(clockOffset('Europe/Berlin'));
  expect(clockOffset('Mars/Base')(summer)).toBe(0);
});
