import { deviation, quantileOfSorted, sortedKnown } from './numbers';

/** Maps a series to about zero mean and unit spread; fit on the training part alone. */
export interface Scaler {
  center: number;
  /** > 0 */
  spread: number;
}

/**
 * Robust centre and spread of `values[from..to)`: the median, and the distance of the 5th and 95th percentile over
 * 3.3, which is one standard deviation of a normal distribution. A few outliers move neither.
 * Where more than 90 % of the values are equal, the standard deviation; where all are, the size of the value itself.
 */
export function fitScaler(values: Float64Array, from = 0, to = values.length): Scaler {
  const sorted = sortedKnown(values, from, to);
  if (sorted.length === 0) {
    return { center: 0, spread: 1 };
  }
  const center = quantileOfSorted(sorted, 0.5);
  // Below this, a difference is rounding and not signal.
  const rounding = Math.max(Math.abs(center) * 1e-12, Number.MIN_VALUE * 1e16);
  const robust = (quantileOfSorted(sorted, 0.95) - quantileOfSorted(sorted, 0.05)) / 3.3;
  const candidates = [robust, deviation(sorted), Math.abs(center)];
  return { center, spread: candidates.find((spread) => spread > rounding && Number.isFinite(spread)) ?? 1 };
}

/** (N) -> (N), scaled; NaN stays NaN. */
export function scale(values: Float64Array, scaler: Scaler): Float64Array {
  return values.map((value) => (value - scaler.center) / scaler.spread);
}

/** The inverse of `scale` for one value. */
export function unscale(value: number, scaler: Scaler): number {
  return value * scaler.spread + scaler.center;
}
