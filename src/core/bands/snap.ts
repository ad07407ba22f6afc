import { deviation } from '../math';
import type { Bounds } from './intervals';

/** A distance under this share of the spread of a series is the dust of arithmetic. */
export const DUST = 1e-5;

/**
 * Values with those at their bound that lie within dust of it, on either side: a band that is clipped at the bound has
 * no width there, and rounding would lie outside of it. Values beyond stay as they are.
 * @param values (n), NaN in gaps
 * @returns (n); `values` itself where nothing is moved
 */
export function snapToBounds(values: Float64Array, { lower, upper }: Bounds): Float64Array {
  const dust = DUST * deviation(values);
  const snap = (value: number) => {
    if (Math.abs(value - lower) <= dust) {
      return lower;
    }
    return Math.abs(value - upper) <= dust ? upper : value;
  };
  const snapped = values.map(snap);
  return snapped.some((value, i) => value !== values[i] && !Number.isNaN(value)) ? snapped : values;
}
