import { fitTowardsMean } from '../math';

/** The season of a series as a weighted sum of the values at the same time of earlier days. */
export interface DaySeason {
  /** days back, rising */
  lags: readonly number[];
  /** one for each lag */
  weights: ArrayLike<number>;
  intercept: number;
}

/**
 * The season of the last `count` days. The weights come from ridge regression that is shrunk towards their mean
 * (`fitTowardsMean`), on those rows of which the value and all lags are known.
 * @param lagAt the value at the same time so many days before a row; NaN where unknown
 */
export function fitDaySeason(
  rows: Iterable<number>,
  count: number,
  valueAt: (row: number) => number,
  lagAt: (row: number, daysBack: number) => number
): DaySeason & { weights: Float64Array } {
  const lags = daysUpTo(count);
  const x: Float64Array[] = [];
  const y: number[] = [];
  for (const row of rows) {
    const value = valueAt(row);
    const regressors = Float64Array.from(lags, (daysBack) => lagAt(row, daysBack));
    if (!Number.isNaN(value) && !regressors.some(Number.isNaN)) {
      x.push(regressors);
      y.push(value);
    }
  }
  return { lags, ...fitTowardsMean(x, y, count) };
}

/** 1..count */
export function daysUpTo(count: number): number[] {
  return Array.from({ length: count }, (_, k) => k + 1);
}

/**
 * The weighted sum. A lag that is missing stands at what is expected of it, else at the mean of the others; NaN where
 * none is known.
 * @param expectedAt of a day back that is missing
 */
export function sumLags(
  { lags, weights, intercept }: DaySeason,
  lagAt: (daysBack: number) => number,
  expectedAt?: (daysBack: number) => number
): number {
  let [sum, missing, total, known] = [0, 0, 0, 0];
  for (let k = 0; k < lags.length; k++) {
    const found = lagAt(lags[k]);
    const lag = Number.isNaN(found) && expectedAt ? expectedAt(lags[k]) : found;
    if (Number.isNaN(lag)) {
      missing += weights[k];
    } else {
      sum += weights[k] * lag;
      total += lag;
      known++;
    }
  }
  return known > 0 ? intercept + sum + missing * (total / known) : NaN;
}
