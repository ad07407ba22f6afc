import { DAY_SECONDS, clamp } from '../math';
import { MAX_DEVIATION, type ChannelInput, type ChannelOutput } from './channel';
import { secondOfDay } from './samples';

/** Seconds of a bucket at least: a profile of single minutes would know each of them by one sample a day. */
const MIN_BUCKET = 1800;
/** Weight of a new value at least: the profile follows a series that changes. */
const MIN_WEIGHT = 0.1;
/** Values that a bucket must have seen before it is believed. */
const MIN_SEEN = 2;

/**
 * The usual value at this time of day: a running mean for each half hour of the day (UTC); before a half hour was seen
 * twice, the recent mean (an exponential one over half a day).
 */
export function seasonProfile({ z, times, step, mask }: ChannelInput): ChannelOutput {
  const width = Math.max(step, MIN_BUCKET);
  const buckets = Math.ceil(DAY_SECONDS / width) + 1;
  const profile = new Float64Array(buckets);
  const seen = new Uint32Array(buckets);
  const expected = new Float64Array(z.length);
  const errors = new Float64Array(z.length);
  const pace = Math.min(1, 2 / (DAY_SECONDS / step + 1));
  let recent = clamp(z[0], -MAX_DEVIATION, MAX_DEVIATION);
  for (let t = 0; t < z.length; t++) {
    const value = clamp(z[t], -MAX_DEVIATION, MAX_DEVIATION);
    const bucket = Math.floor(secondOfDay(times[t]) / width);
    expected[t] = seen[bucket] < MIN_SEEN ? recent : profile[bucket];
    errors[t] = Math.abs(value - expected[t]);
    if (mask[t] === 0) {
      seen[bucket]++;
      profile[bucket] += Math.max(1 / seen[bucket], MIN_WEIGHT) * (value - profile[bucket]);
      recent += pace * (value - recent);
    }
  }
  return { expected, errors };
}
