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
 * @returns NaN for none
 */
export function usualDistance(distances: Float64Array, level: number): number {
  let usual = quantileOfSorted(distances.slice().sort(), CALM);
  for (let round = 0; round < ROUNDS; round++) {
    const next = quantileOfSorted(withoutIncidents(distances, FAR * usual), level);
    if (next === usual) {
      break;
    }
    usual = next;
  }
  return usual;
}

/** Rising, without those beyond `far` where these are in few parts of the stretch. */
function withoutIncidents(distances: Float64Array, far: number): Float64Array {
  const isFar = (distance: number) => distance > far;
  const length = Math.ceil(distances.length / PARTS);
  let parts = 0;
  for (let from = 0; from < distances.length; from += length) {
    parts += distances.subarray(from, from + length).some(isFar) ? length : 0;
  }
  const isUsual = parts > MOST * distances.length;
  return (isUsual ? distances.slice() : distances.filter((distance) => !isFar(distance))).sort();
}
