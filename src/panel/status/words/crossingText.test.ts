import { HOUR, T0 } from '../../../testing/panelFixtures';
import { describeReached, describeReturn } from './breachText';
import { severityOfCrossing } from '../../../core/breaches/crossingSeverity';
import { crossingTexts, whyCrossing } from './crossingText';
import type { Formats } from './formats';
import { formatAhead } from './moments';
import { formatRange } from './rangeText';

/** Thu 5 Mar 2026, 09:00 UTC */
const now = T0 + 9 * HOUR;
const formats: Formats = { timeZone: 'utc', now, value: (value) => `${value} %` };
const breach = {
  threshold: 90,
  direction: 'above' as const,
  time: T0 + 38 * HOUR,
  earliest: T0 + 35 * HOUR,
  latest: T0 + 43 * HOUR,
  level: 0.8,
};
const longest = (change: object, its = formats) => crossingTexts({ ...breach, ...change }, its)[0];

describe('a crossing', () => {
  it('has the time to it, its moment and its interval', () => {
    expect(longest({})).toBe('90 % in 29 h (Fri 14:00, 11:00-19:00)');
    expect(longest({ time: now + 2.5 * HOUR, earliest: NaN, latest: NaN })).toBe('90 % in 2 h 30 min (11:30)');
    expect(longest({ direction: 'below' })).toMatch(/^Below 90 % in 29 h/);
    expect(longest({ time: now, earliest: NaN, latest: NaN })).toBe('90 % any minute (09:00)');
  });

  it('names the day where it is another one, and one time once', () => {
    expect(longest({ latest: T0 + 50 * HOUR })).toContain('(Fri 14:00, 11:00-Sat 02:00)');
    expect(longest({ earliest: breach.time, latest: breach.time })).toBe('90 % in 29 h (Fri 14:00)');
  });

  it('does not invent a latest time where some courses never cross', () => {
    expect(longest({ latest: NaN })).toBe('90 % in 29 h (Fri 14:00)');
    expect(longest({ time: NaN, latest: NaN, probability: 0.2 })).toBe('May reach 90 % from Fri 11:00, 20 % likely');
    expect(longest({ time: NaN, latest: NaN, direction: 'below' })).toBe('May fall below 90 % from Fri 11:00');
  });

  it('says how likely it is where that is known', () => {
    expect(longest({ probability: 0.834 })).toMatch(/, 83 % likely$/);
    expect(longest({ probability: 0.999 })).toMatch(/, over 95 % likely$/);
  });

  it('speaks in the dashboard’s time zone, over a change to summer time too', () => {
    const zone = { ...formats, timeZone: 'Europe/Berlin' };
    expect(longest({ earliest: NaN, latest: NaN }, zone)).toContain('(Fri 15:00)');
    const noon = Date.UTC(2026, 2, 29, 0);
    const summer = { ...zone, now: noon };
    expect(longest({ time: noon + HOUR, earliest: NaN, latest: NaN }, summer)).toBe('90 % in 1 h (03:00)');
  });

  it('is critical from 1.2 times its threshold on, of a low one from as far below', () => {
    const severity = (direction: 'above' | 'below', ...course: number[]) =>
      severityOfCrossing({ ...breach, threshold: 12, direction }, course);
    expect([severity('above', 12, 14.3), severity('above', 14.4, 12)]).toEqual(['warning', 'critical']);
    expect([severity('below', 11, 10.1), severity('below', 10, 11)]).toEqual(['warning', 'critical']);
  });

  it('says how it is known', () => {
    expect(whyCrossing({ ...breach, time: NaN, latest: NaN, probability: 0.2 }, formats)).toBe(
      '20 % of the courses that past errors make likely get there; too few to name a likely time.'
    );
    expect(whyCrossing({ ...breach, probability: 0.834 }, formats)).toBe(
      '83 % of the courses that past errors make likely get there, half of those by Fri 14:00, 80 % between 11:00 and 19:00.'
    );
    // No interval is spoken of that the title does not have.
    expect(whyCrossing({ ...breach, latest: breach.earliest, probability: 0.834 }, formats)).toMatch(/by Fri 14:00\.$/);
    expect(whyCrossing(breach, formats)).toBe('The expected course, or an edge of its band, gets there.');
    expect(whyCrossing({ ...breach, already: true }, formats)).toBe('The last value is there.');
  });
});

test('what is reached says since when it is known, the way back when', () => {
  const since = T0 + 8 * HOUR;
  const sides = { isLowBad: () => false, reached: [{ threshold: 90, since }] };
  expect(describeReached(breach, { ...formats, sides })).toBe('At or above 90 % since 08:00');
  expect(describeReached({ ...breach, direction: 'below' }, formats)).toBe('Below 90 % now');
  const back = { ...breach, direction: 'below' as const, time: T0 + 12 * HOUR, probability: 0.6 };
  expect(describeReturn(back, formats)).toBe('Back below 90 % about 12:00, 60 % likely');
  expect(describeReturn({ ...back, time: NaN, probability: undefined }, formats)).toBe(
    'May be back below 90 % from Fri 11:00'
  );
});

test('a time to come is minutes, hours with the rest in steps of five, hours, days', () => {
  const minutes = [0.2, 25, 59.4, 59.6, 60, 152, 598, 604, 47 * 60, 49 * 60];
  expect(minutes.map((value) => formatAhead(value * 60_000))).toEqual([
    '1 min',
    '25 min',
    '59 min',
    '1 h',
    '1 h',
    '2 h 30 min',
    '10 h',
    '10 h',
    '47 h',
    '2 d',
  ]);
});

test('a range has its unit once, where no sign reads as its dash', () => {
  const write = (value: number) => `${value} %`;
  expect(formatRange(25, 34, write)).toBe('25-34 %');
  expect(formatRange(-3, 4, write)).toBe('-3 % to 4 %');
  expect(formatRange(900, 1, (value) => (value > 1 ? '900 MiB' : '1 GiB'))).toBe('900 MiB to 1 GiB');
});
