import { secondOfDay } from './samples';
import { DAY_SECONDS } from '../math';

const BUCKETS = 48;
/** Rows of all hours that a half hour's mean begins with: a few days do not make an hour restless. */
const PRIOR = 48;
/** From this many rows on, a half hour forgets: about a month at five minutes. */
const MAX_SEEN = 200;
/** Errors beyond this many times the mean error teach no more than this, once a few are known. */
const MAX_LESSON = 5;
const FEW = 20;
/** Mean error at least, in standardised units: an hour that is exact is no reason to divide by nothing. */
const MIN_MEAN = 0.1;

/**
 * Errors weighed by the time of day: times the mean error so far, over the mean error of this half hour (UTC). An hour
 * that is always restless raises fewer alerts, a calm one is watched more closely.
 *
 * @param errors (N) absolute errors in standardised units, NaN where unknown
 * @param times (N) ms since the epoch
 * @param mask (N) 1 for rows that are not learned from
 */
export function relativeErrors(errors: Float64Array, times: Float64Array, mask: Uint8Array): Float64Array {
  const sums = new Float64Array(BUCKETS);
  const seen = new Float64Array(BUCKETS);
  let [sum, count] = [0, 0];
  return errors.map((error, t) => {
    if (Number.isNaN(error)) {
      return NaN;
    }
    const bucket = Math.floor((secondOfDay(times[t]) / DAY_SECONDS) * BUCKETS);
    const mean = count > 0 ? sum / count : error;
    const here = (sums[bucket] + PRIOR * mean) / (seen[bucket] + PRIOR);
    if (mask[t] === 0) {
      const lesson = count > FEW ? Math.min(error, MAX_LESSON * mean) : error;
      sum += lesson;
      count++;
      const kept = seen[bucket] < MAX_SEEN ? 1 : 1 - 1 / MAX_SEEN;
      sums[bucket] = kept * sums[bucket] + lesson;
      seen[bucket] = kept * seen[bucket] + 1;
    }
    return (error * Math.max(mean, MIN_MEAN)) / Math.max(here, MIN_MEAN);
  });
}
