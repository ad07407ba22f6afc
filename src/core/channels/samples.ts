import { DAY_SECONDS } from '../math';
/** The input of a detector: a series as it was sampled, with no grid and no values made up. */
export interface Samples {
  /** (N) ms since the epoch, strictly rising; a jump is a gap */
  times: Float64Array;
  /** (N) in the unit of the series; NaN where a sample is missing */
  values: Float64Array;
}

/** Seconds between samples: the median of the differences, which gaps do not change. 1 where there is only one. */
export function stepOf(times: Float64Array): number {
  const differences = times.subarray(1).map((time, i) => time - times[i]);
  differences.sort();
  return differences.length > 0 ? differences[differences.length >> 1] / 1000 : 1;
}

/** Seconds since midnight, UTC. */
export function secondOfDay(time: number): number {
  const second = (time / 1000) % DAY_SECONDS;
  return second < 0 ? second + DAY_SECONDS : second;
}
