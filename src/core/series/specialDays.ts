import { DAY_MS } from '../math';
import type { Calendar } from './calendar';

/** Days that pass unlike their weekday, such as holidays: counted from 1970-01-01 on the calendar of the time zone. */
export type SpecialDays = ReadonlySet<number>;

/** The local day of a time (ms), from 1970-01-01 on. */
export function localDay({ offset }: Calendar, time: number): number {
  return Math.floor((time + offset(time)) / DAY_MS);
}
