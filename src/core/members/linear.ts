import type { Member } from './member';

const HOURS = 6;

/** Prometheus's `predict_linear` over the last six hours: the forecast that operators know. */
export const linear: Member = {
  name: 'linear',
  create:
    ({ z, hour }, horizon) =>
    () =>
    (origin) => ({ point: extendLine(z, Math.max(2, HOURS * hour), origin, horizon) }),
};

/**
 * (H) the least-squares line through the known values of the last `window` rows (`linearRegression` in Prometheus's
 * promql/functions.go). The line's own value at the origin is kept, not the last actual. NaN from fewer than two values.
 */
function extendLine(values: Float64Array, window: number, origin: number, horizon: number): Float64Array {
  const from = Math.max(0, origin - window + 1);
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
  let covariance = 0;
  let variance = 0;
  for (let i = from; i <= origin; i++) {
    if (!Number.isNaN(values[i])) {
      const x = i - origin - meanX;
      covariance += x * (values[i] - meanY);
      variance += x * x;
    }
  }
  // 0 / 0 from fewer than two values.
  const slope = covariance / variance;
  const intercept = meanY - slope * meanX;
  const path = new Float64Array(horizon);
  for (let h = 0; h < horizon; h++) {
    path[h] = intercept + slope * (h + 1);
  }
  return path;
}
