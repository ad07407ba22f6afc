import { dateTimeFormat } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';
import { DAY_MS } from '../../core/math';

/** Both ends in ms since the epoch. */
export interface TimeSpan {
  from: number;
  to: number;
}

/** A moment in words, relative to another: "14:00", "Thu 14:00", "Thu 26 Nov 14:00". */
export function formatMoment(time: number, reference: number, timeZone: TimeZone): string {
  const day = (at: number) => dateTimeFormat(at, { timeZone, format: 'YYYY-MM-DD' });
  if (day(time) === day(reference)) {
    return dateTimeFormat(time, { timeZone, format: 'HH:mm' });
  }
  const isNear = Math.abs(time - reference) < 6 * DAY_MS;
  return dateTimeFormat(time, { timeZone, format: isNear ? 'ddd HH:mm' : 'ddd D MMM HH:mm' });
}
