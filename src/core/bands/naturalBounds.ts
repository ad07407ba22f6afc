import { deviation } from '../math';
import { DUST } from './snap';

/** Values that a series is said to stay within; a side without an end has none. */
export interface StatedRange {
  lower?: number;
  upper?: number;
}

/**
 * The ends of the ranges that the history stays within, but for the dust of arithmetic: of each side the first. A range
 * that the history leaves on one side is not believed on the other either.
 * @param values (N) of the history, NaN in gaps
 * @param stated the surest first
 */
export function heldBounds(values: Float64Array, stated: readonly StatedRange[]): StatedRange {
  const dust = DUST * deviation(values);
  const held = stated.filter(
    ({ lower = -Infinity, upper = Infinity }) => !values.some((value) => value < lower - dust || value > upper + dust)
  );
  const [{ lower } = {}] = held.filter((range) => range.lower !== undefined);
  const [{ upper } = {}] = held.filter((range) => range.upper !== undefined);
  return { lower, upper };
}

/** Whether a series is a count: each known value is whole. */
export function isWhole(values: ArrayLike<number>): boolean {
  return Array.from(values).every((value) => Number.isNaN(value) || Number.isInteger(value));
}
