import { shareInside } from './ties';

/** Sums of one model over the origins of a fold. */
export interface Score {
  /** mean |y(t) - y(t - day)| over the history */
  scale: number;
  count: number;
  error: number;
  /** summed mean quantile loss over .1 ... .9 */
  loss: number;
  inside80: number;
  inside95: number;
  /** the same with values that lie on an edge counted in part */
  shared80: number;
  shared95: number;
}

/** Means of a model over folds, against a reference on the same folds. */
export interface Summary {
  mase: number;
  /** geometric mean of the errors over the reference's */
  ratio: number;
  wqlRatio: number;
  coverage80: number;
  coverage95: number;
  shared80: number;
  shared95: number;
  /** share of folds in which the error is more than 5 % above the reference's */
  worse: number;
}

const WORSE = 1.05;
/** Errors below this share of the scale count as this in ratios. */
const LEAST = 0.01;

/** @param values the fold's series, of which the first `end` are its history */
export function createScore(values: Float64Array, day: number, end: number): Score {
  let sum = 0;
  let count = 0;
  for (let t = day; t < end; t++) {
    const change = Math.abs(values[t] - values[t - day]);
    sum += Number.isNaN(change) ? 0 : change;
    count += Number.isNaN(change) ? 0 : 1;
  }
  return { scale: sum / count, count: 0, error: 0, loss: 0, inside80: 0, inside95: 0, shared80: 0, shared95: 0 };
}

/** Adds a forecast of which the first `actual.length` values are known; unknown ones are skipped. */
export function add(
  score: Score,
  actual: Float64Array,
  point: Float64Array,
  quantiles: readonly number[],
  paths: readonly Float64Array[]
): void {
  const at = (quantile: number) => paths[quantiles.indexOf(quantile)];
  const inner = quantiles.map((q, k) => ({ q, path: paths[k] })).filter(({ q }) => q > 0.05 && q < 0.95);
  const isInside = (h: number, low: number, high: number) =>
    actual[h] >= at(low)[h] && actual[h] <= at(high)[h] ? 1 : 0;
  actual.forEach((y, h) => {
    if (Number.isNaN(y)) {
      return;
    }
    score.count++;
    score.error += Math.abs(y - point[h]);
    score.inside80 += isInside(h, 0.1, 0.9);
    score.inside95 += isInside(h, 0.025, 0.975);
    const edges = paths.map((path) => path[h]);
    score.shared80 += shareInside(y, edges, quantiles, 0.1);
    score.shared95 += shareInside(y, edges, quantiles, 0.025);
    for (const { q, path } of inner) {
      const miss = y - path[h];
      score.loss += (miss >= 0 ? q * miss : (q - 1) * miss) / inner.length;
    }
  });
}

/** @param reference the scores of the same folds, in the same order */
export function summarise(scores: readonly Score[], reference: readonly Score[]): Summary {
  const total = (value: (score: Score) => number) => scores.reduce((sum, score) => sum + value(score), 0);
  // A fold without any error would make the whole mean 0.
  const size = (value: (score: Score) => number, score: Score) =>
    Math.max(value(score) / score.count, LEAST * (score.scale || 0), Number.MIN_VALUE);
  const geometric = (value: (score: Score) => number) =>
    Math.exp(
      scores.reduce((sum, score, i) => sum + Math.log(size(value, score) / size(value, reference[i])), 0) /
        scores.length
    );
  const count = total((score) => score.count);
  const worse = scores.filter((score, i) => score.error > WORSE * reference[i].error);
  // A history that never changes from one day to the next has no scale.
  const scaled = scores.filter(({ scale }) => scale > 0);
  return {
    mase: scaled.reduce((sum, { error, count: n, scale }) => sum + error / n / scale, 0) / scaled.length,
    ratio: geometric(({ error }) => error),
    wqlRatio: geometric(({ loss }) => loss),
    coverage80: total(({ inside80 }) => inside80) / count,
    coverage95: total(({ inside95 }) => inside95) / count,
    shared80: total(({ shared80 }) => shared80) / count,
    shared95: total(({ shared95 }) => shared95) / count,
    worse: worse.length / scores.length,
  };
}
