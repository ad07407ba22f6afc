import { deviation, mean } from '../math';

/**
 * The distance of the last value from the mean of those before, in their standard deviations, or the inverse of its
 * distance to the nearest threshold, whichever is larger. 0 for a series without values.
 *
 * @param values (N), NaN in gaps
 */
export function urgencyOf(values: readonly number[], thresholds: readonly number[]): number {
  const known = values.filter((value) => !Number.isNaN(value));
  const last = known.at(-1);
  if (last === undefined) {
    return 0;
  }
  const before = known.slice(0, -1);
  const spread = deviation(before) || 0;
  const unusual = spread > 0 ? Math.abs(last - mean(before)) / spread : 0;
  const distance = Math.min(...thresholds.map((threshold) => Math.abs(last - threshold)));
  const close = distance === 0 ? Infinity : spread / distance;
  return Math.max(unusual, close);
}
