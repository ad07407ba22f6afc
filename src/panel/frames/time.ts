import { dateTimeForTimeZone, dateTimeFormat } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';
import { DAY_MS, MINUTE_MS } from '../../core/math';
import { languageOf, say } from '../../language';

/** Both ends in ms since the epoch. */
export interface TimeSpan {
  from: number;
  to: number;
}

/** A moment in words, relative to another: "14:00", "Thu 14:00", "Thu 26 Nov 14:00". */
export function formatMoment(moment: number, reference: number, timeZone: TimeZone): string {
  const dayOf = (at: number) => dateTimeFormat(at, { timeZone, format: 'YYYY-MM-DD' });
  const time = dateTimeFormat(moment, { timeZone, format: 'HH:mm' });
  if (dayOf(moment) === dayOf(reference)) {
    return time;
  }
  const local = new Date(moment + dateTimeForTimeZone(timeZone, moment).utcOffset() * MINUTE_MS);
  const weekday = nameIn(local, { weekday: 'short' });
  return Math.abs(moment - reference) < 6 * DAY_MS
    ? say('{{weekday}} {{time}}', { weekday, time })
    : say('{{weekday}} {{day}} {{month}} {{time}}', {
        weekday,
        day: local.getUTCDate(),
        month: nameIn(local, { month: 'short' }),
        time,
      });
}

/** A part of a date by its name in the language of the words around it: that of Grafana's dates may be another. */
const nameIn = (date: Date, part: Intl.DateTimeFormatOptions) =>
  date.toLocaleDateString(languageOf(), { ...part, timeZone: 'UTC' });
