import { clamp, median } from '../math';
import { type Series, createCalendar, stepsPerDay } from '../series';
import { deviationsOf } from './deviations';
import type { Recurring } from './recurring';

/** A date on which less than this share of it is there has not come to pass. */
const LEAST_SHARE = 0.5;
const MOST_SHARE = 2;

/** A series without what comes on dates. */
interface Settled {
  series: Series;
  /** (N) 1 where something was taken off */
  taken: Uint8Array;
}

/**
 * The series as it would have been without what came on its dates: of each as much of the middle course as there was. Rows
 * that are nearer their usual course as they are stay. The same object where nothing comes on dates.
 */
export function withoutRecurring(series: Series, found: readonly Recurring[], timeZone: string): Settled {
  const taken = new Uint8Array(series.values.length);
  const day = stepsPerDay(series.step);
  if (found.length === 0 || day === undefined) {
    return { series, taken };
  }
  const deviations = deviationsOf(series, day, createCalendar(timeZone)).values;
  const values = series.values.slice();
  for (const { dates, from, middle, noise } of found) {
    for (const date of dates) {
      const own = deviations.subarray(Math.max(0, date + from), Math.max(0, date + from + middle.length));
      const course = middle.subarray(Math.max(0, -date - from), middle.length);
      const shares = own.map((value, i) => (Math.abs(course[i]) > noise ? value / course[i] : NaN));
      const share = median(shares.filter((value) => !Number.isNaN(value)));
      if (!(share >= LEAST_SHARE)) {
        continue;
      }
      own.forEach((value, i) => {
        const off = clamp(share, LEAST_SHARE, MOST_SHARE) * course[i];
        const row = Math.max(0, date + from) + i;
        if (Math.abs(value - off) < Math.abs(value)) {
          values[row] -= off;
          taken[row] = 1;
        }
      });
    }
  }
  return { series: { ...series, values }, taken };
}
