import { type Phrase, phrase } from '../language';
import { DAY_MS } from '../math';
import { type Calendar, localDay } from '../series';

/** Days that are dates of one kind: each has the same rule as the first. */
export interface Rule {
  /** whether a local day (from 1970-01-01 on) is a date where `first` is one */
  holds(day: number, first: number): boolean;
  words(first: number): Phrase;
}

const dateOf = (day: number) => new Date(day * DAY_MS).getUTCDate();
const isLast = (day: number) => dateOf(day + 1) === 1;

const every = (days: number): Rule => ({
  holds: (day, first) => (day - first) % days === 0,
  words: () => phrase('every {{days}} days', { days }),
});

/** By falling preference: of two that fit as well, a schedule is more often one of the calendar. */
export const RULES: readonly Rule[] = [
  {
    holds: (day, first) => dateOf(day) === dateOf(first),
    words: (first) => phrase('on day {{day}} of the month', { day: dateOf(first) }),
  },
  {
    holds: (day, first) => isLast(first) && isLast(day),
    words: () => phrase('on the last day of the month'),
  },
  ...[28, 30, 14, 10].map(every),
];

/**
 * The times (ms) of the dates from that of `first` to `until`, all at its time of the day on the local clock.
 * @param first ms
 */
export function datesOf({ holds }: Rule, first: number, until: number, calendar: Calendar): number[] {
  const day = localDay(calendar, first);
  const clock = first + calendar.offset(first) - day * DAY_MS;
  const times: number[] = [];
  for (let then = day; ; then++) {
    const local = then * DAY_MS + clock;
    // The offset an hour from a change of the clock is near enough: starts may differ by as much.
    const time = local - calendar.offset(local - calendar.offset(local));
    if (time > until) {
      return times;
    }
    if (holds(then, day)) {
      times.push(time);
    }
  }
}
