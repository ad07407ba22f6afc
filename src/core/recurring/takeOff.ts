import { median } from '../math';
import type { Recurring } from './recurring';

/** A date on which less than this share of it is there has not come to pass. */
const LEAST_SHARE = 0.5;
/** Of more than this, something else came with it. */
const MOST_SHARE = 2;

/**
 * Takes what comes on dates off distances from the usual course, in place: on each date as much of the middle course as
 * there is. Rows that are nearer their usual course as they are stay.
 * @param rest (N)
 */
export function takeOff(
  rest: Float64Array,
  { dates, from, middle, noise }: Pick<Recurring, 'dates' | 'from' | 'middle' | 'noise'>
): void {
  for (const date of dates) {
    const first = Math.max(0, date + from);
    const own = rest.subarray(first, Math.max(0, date + from + middle.length));
    const course = middle.subarray(first - date - from);
    const shares = own.map((value, i) => (Math.abs(course[i]) > noise ? value / course[i] : NaN));
    const share = median(shares);
    const part = share > MOST_SHARE ? 1 : share;
    if (part >= LEAST_SHARE) {
      own.forEach((value, i) => {
        const left = value - part * course[i];
        own[i] = Math.abs(left) < Math.abs(value) ? left : value;
      });
    }
  }
}
