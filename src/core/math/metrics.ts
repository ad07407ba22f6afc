/** Errors of forecasts. Pairs in which either value is NaN are skipped; NaN where no pair is left. */

/** Mean absolute error, in the unit of the series. */
export function mae(actual: ArrayLike<number>, point: ArrayLike<number>): number {
  return meanOver(actual, (y, i) => Math.abs(y - point[i]));
}

/** MAE of the naive forecast `y(t) = y(t - period)` inside `values[from..to)`: the scale of MASE. */
export function naiveMae(values: Float64Array, period: number, from = 0, to = values.length): number {
  return mae(values.subarray(Math.min(from + period, to), to), values.subarray(from, Math.max(from, to - period)));
}

/**
 * Mean absolute scaled error (Hyndman and Koehler, 2006): MAE over the in-sample MAE of the naive forecast.
 * NaN where that scale is 0 or unknown.
 */
export function mase(actual: ArrayLike<number>, point: ArrayLike<number>, scale: number): number {
  return scale > 0 ? mae(actual, point) / scale : NaN;
}

/** Mean pinball (quantile) loss of forecasts of the quantile `q` in (0, 1). */
export function pinballLoss(actual: ArrayLike<number>, forecast: ArrayLike<number>, q: number): number {
  return meanOver(actual, (y, i) => (y >= forecast[i] ? q * (y - forecast[i]) : (1 - q) * (forecast[i] - y)));
}

/** Share of actuals with `lower <= actual <= upper`, and how many were counted. */
export function measureCoverage(
  actual: ArrayLike<number>,
  lower: ArrayLike<number>,
  upper: ArrayLike<number>
): { measured: number; count: number } {
  let inside = 0;
  let count = 0;
  for (let i = 0; i < actual.length; i++) {
    if (!Number.isNaN(actual[i]) && !Number.isNaN(lower[i]) && !Number.isNaN(upper[i])) {
      count++;
      inside += actual[i] >= lower[i] && actual[i] <= upper[i] ? 1 : 0;
    }
  }
  return { measured: count > 0 ? inside / count : NaN, count };
}

function meanOver(actual: ArrayLike<number>, term: (actual: number, i: number) => number): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < actual.length; i++) {
    const value = term(actual[i], i);
    if (!Number.isNaN(value)) {
      sum += value;
      count++;
    }
  }
  return count > 0 ? sum / count : NaN;
}
