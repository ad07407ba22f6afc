import type { ForecastSource } from '../fitted/result';

/** A yardstick: forecasts from the values up to and including `origin`; never reads a later one. */
export interface Baseline {
  source: ForecastSource;
  /** (horizon): the values at `origin + 1 .. origin + horizon`; NaN where it has nothing to say */
  forecast(values: Float64Array, origin: number, horizon: number): Float64Array;
}

/** The value of the same time one season (steps) before; where that is a gap, of the season before that. */
export function seasonalNaive(period: number): Baseline {
  return {
    source: 'seasonal-naive',
    forecast: (values, origin, horizon) =>
      Float64Array.from({ length: horizon }, (_, i) => {
        let at = origin + 1 + i - period * Math.ceil((i + 1) / period);
        while (at >= 0 && Number.isNaN(values[at])) {
          at -= period;
        }
        return at >= 0 ? values[at] : NaN;
      }),
  };
}

/** The last known value, held. */
export const lastValue: Baseline = {
  source: 'last-value',
  forecast(values, origin, horizon) {
    let at = origin;
    while (at >= 0 && Number.isNaN(values[at])) {
      at--;
    }
    return new Float64Array(horizon).fill(at >= 0 ? values[at] : NaN);
  },
};

/**
 * Prometheus's `predict_linear`: the least-squares line through the known values of the last `window` steps
 * (`linearRegression` in promql/functions.go). The line's own value at the origin is kept, not the last actual.
 */
export function predictLinear(window: number): Baseline {
  return {
    source: 'linear',
    forecast(values, origin, horizon) {
      const { intercept, slope } = fitLine(values, Math.max(0, origin - window + 1), origin);
      return Float64Array.from({ length: horizon }, (_, i) => intercept + slope * (i + 1));
    },
  };
}

/** Least squares over `values[from..origin]`, x counted from `origin`. Two known values at least, else NaN. */
function fitLine(values: Float64Array, from: number, origin: number): { intercept: number; slope: number } {
  let count = 0;
  let meanX = 0;
  let meanY = 0;
  for (let i = from; i <= origin; i++) {
    if (!Number.isNaN(values[i])) {
      count++;
      meanX += (i - origin - meanX) / count;
      meanY += (values[i] - meanY) / count;
    }
  }
  if (count < 2) {
    return { intercept: NaN, slope: NaN };
  }
  let covariance = 0;
  let variance = 0;
  for (let i = from; i <= origin; i++) {
    if (!Number.isNaN(values[i])) {
      const x = i - origin - meanX;
      covariance += x * (values[i] - meanY);
      variance += x * x;
    }
  }
  const slope = covariance / variance;
  return { intercept: meanY - slope * meanX, slope };
}

/** The yardsticks of a series: those that its season and sequence length allow. Of equals the first is preferred. */
export function createBaselines(season: number | undefined, window: number): Baseline[] {
  const seasonal = season === undefined ? [] : [seasonalNaive(season)];
  return [...seasonal, lastValue, predictLinear(Math.max(window, 2))];
}
