import { deviation, quantileOfSorted } from './numbers';

/** z = (value - center) / scale */
export interface Standard {
  center: number;
  scale: number;
}

/** Distance of the 5 % and the 95 % quantile of a normal distribution, in standard deviations. */
const QUANTILE_RANGE = 3.3;

/**
 * Median and robust scale of the warm-up, without the masked rows. Where the warm-up is constant, the scale is the first
 * step away from it: a series that never moved has no other unit, and before that step every z is 0 in any unit.
 *
 * @param values (N) known values; the scale of a constant warm-up may be taken from rows after it
 */
export function standardOf(values: Float64Array, warmUp: number, mask: Uint8Array): Standard {
  const first = values.subarray(0, warmUp);
  const unmasked = first.filter((_, i) => mask[i] === 0);
  const sorted = (unmasked.length > 0 ? unmasked : first.slice()).sort();
  const center = quantileOfSorted(sorted, 0.5);
  const range = (quantileOfSorted(sorted, 0.95) - quantileOfSorted(sorted, 0.05)) / QUANTILE_RANGE;
  const scale = range > 0 ? range : deviation(sorted);
  return { center, scale: scale > 0 ? scale : firstStep(values, center) };
}

function firstStep(values: Float64Array, center: number): number {
  const moved = values.find((value) => value !== center);
  return moved === undefined ? 1 : Math.abs(moved - center);
}
