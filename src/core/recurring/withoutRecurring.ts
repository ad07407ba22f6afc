import { median } from '../math';
import { type Series, createCalendar, stepsPerDay } from '../series';
import { deviationsOf } from './deviations';
import type { Recurring } from './recurring';

/** A date on which less than this share of it is there has not come to pass. */
const LEAST_SHARE = 0.5;
const MOST_SHARE = 2;

/**
 * The series as it would have been without what comes on dates: of each as much of the middle course as there was. Rows
 * that are nearer their usual course as they are stay. The same object where nothing comes on dates.
 * @returns `explained`: (N) 1 on a date, where what came, or that nothing did, leaves a row near its usual course
 */
export function withoutRecurring(
  series: Series,
  found: readonly Recurring[],
  timeZone: string
): { series: Series; explained: Uint8Array } {
  const explained = new Uint8Array(series.values.length);
  const day = stepsPerDay(series.step);
  if (found.length === 0 || day === undefined) {
    return { series, explained };
  }
  const deviations = deviationsOf(series, day, createCalendar(timeZone));
  const values = series.values.slice();
  for (const { dates, from, middle, noise } of found) {
    for (const date of dates) {
      const first = Math.max(0, date + from);
      const own = deviations.values.subarray(first, Math.max(0, date + from + middle.length));
      const course = middle.subarray(first - date - from);
      const shares = own.map((value, i) => (Math.abs(course[i]) > noise ? value / course[i] : NaN));
      const share = median(shares.filter((value) => !Number.isNaN(value)));
      const isThere = share >= LEAST_SHARE;
      own.forEach((value, i) => {
        const off = isThere ? Math.min(share, MOST_SHARE) * course[i] : 0;
        const isOff = Math.abs(value - off) < Math.abs(value);
        values[first + i] -= isOff ? off : 0;
        explained[first + i] = Math.abs(value - (isOff ? off : 0)) <= deviations.far ? 1 : 0;
      });
    }
  }
  return { series: { ...series, values }, explained };
}
