import { quantileOfSorted } from '../math';

/** Samples this many half-widths out may belong to an incident, and calibrate nothing, ... */
export const FAR = 3;
/** ... unless they are found in more than this share of so many parts of the stretch: then they are usual. */
const MOST = 0.3;
const PARTS = 60;
/** As much of a stretch as no incident fills: its quantile is where the search for what is far begins. */
const CALM = 1 - MOST;
/** Rounds of leaving out what the last one finds far. */
const ROUNDS = 8;

/**
 * The quantile of the distances, incidents left out. It depends on these distances alone, so that any stretch of
 * samples that holds them finds the same.
 * @param distances (n) by time, >= 0
 * @param level of the quantile, in (0, 1)
 * @param sorted (n) the same, rising, where they are sorted already
 * @returns NaN for none
 */
export function usualDistance(
  distances: Float64Array,
  level: number,
  sorted: Float64Array = distances.slice().sort()
): number {
  const length = Math.ceil(distances.length / PARTS);
  const peaks = peaksOf(distances, length);
  let usual = quantileOfSorted(sorted, CALM);
  for (let round = 0; round < ROUNDS; round++) {
    const far = FAR * usual;
    const beyond = length * peaks.filter((peak) => peak > far).length;
    const isUsual = beyond > MOST * distances.length;
    const next = quantileOfSorted(isUsual ? sorted : sorted.subarray(0, firstAbove(sorted, far)), level);
    if (next === usual) {
      break;
    }
    usual = next;
  }
  return usual;
}

/** The highest of each part of so many distances. */
function peaksOf(distances: Float64Array, length: number): Float64Array {
  const peaks = new Float64Array(Math.ceil(distances.length / length) || 0);
  for (let part = 0, i = 0; part < peaks.length; part++) {
    for (const end = Math.min(i + length, distances.length); i < end; i++) {
      peaks[part] = Math.max(peaks[part], distances[i]);
    }
  }
  return peaks;
}

/** Index of the first of rising numbers that is above a limit; their count where none is. */
function firstAbove(sorted: Float64Array, limit: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] > limit) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}
