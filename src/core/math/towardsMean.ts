import { solveSymmetric } from './linear';

/** A weighted sum with an intercept. */
export interface Weighted {
  /** (K) */
  weights: Float64Array;
  intercept: number;
}

/**
 * Pull of the weights towards 1 / K, in units of the mean variance of the regressors. Alone the regression is a little
 * better with K times as much, the blend is not.
 */
const PENALTY = 0.02;
/** Fewer rows than this for each weight: the plain mean. */
const ROWS_PER_WEIGHT = 4;

/**
 * A value as a weighted sum of K others that should each tell the same, by ridge regression that is shrunk towards their
 * plain mean: a = 1/K + (X'X + .02 v I)^-1 X'(y - mean y - X/K), X (n, K) and y (n) centred, v the mean of the diagonal
 * of X'X.
 * @param rows (n)(K), all known
 * @param y (n), all known
 */
export function fitTowardsMean(rows: readonly Float64Array[], y: readonly number[], count: number): Weighted {
  const even = new Float64Array(count).fill(1 / count);
  if (rows.length < ROWS_PER_WEIGHT * count) {
    return { weights: even, intercept: 0 };
  }
  const average = (value: (i: number) => number) => rows.reduce((sum, _, i) => sum + value(i), 0) / rows.length;
  const means = even.map((_, k) => average((i) => rows[i][k]));
  const mean = means.reduce((sum, m) => sum + m / count, 0);
  const meanY = average((i) => y[i]);
  const gram = new Float64Array(count * count);
  const right = new Float64Array(count);
  rows.forEach((row, i) => {
    const rest = y[i] - meanY - (row.reduce((sum, value) => sum + value / count, 0) - mean);
    for (let j = 0; j < count; j++) {
      const xj = row[j] - means[j];
      right[j] += xj * rest;
      for (let k = 0; k < count; k++) {
        gram[j * count + k] += xj * (row[k] - means[k]);
      }
    }
  });
  const variance = even.reduce((sum, _, k) => sum + gram[k * count + k] / count, 0);
  for (let k = 0; k < count; k++) {
    gram[k * count + k] += PENALTY * variance;
  }
  const correction = solveSymmetric(gram, right) ?? new Float64Array(count);
  const weights = even.map((weight, k) => weight + correction[k]);
  return { weights, intercept: meanY - weights.reduce((sum, weight, k) => sum + weight * means[k], 0) };
}
