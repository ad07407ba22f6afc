import { stepsPerDay, type Calendar } from './calendar';
import { solveSymmetric } from './linear';
import { clamp } from './numbers';
import { timeAt, type Series } from './series';

/** The season of a series as a weighted sum of the same local time on earlier days, in scaled values. */
export interface SeasonalModel {
  /** steps in a day */
  day: number;
  /** days back, rising: 1..7, or 7 and 14 */
  lags: number[];
  /** one per lag */
  weights: number[];
  intercept: number;
}

const WEEK = 7;
/** Scaled values are held within this in the fit: an incident must not become a pattern. */
const FIT_LIMIT = 6;
/** Pull of the weights towards the plain mean of the days. */
const RIDGE = 0.02;

/** Where the same local time stood on an earlier day. */
export type LagIndex = (row: number, daysBack: number) => number;

/**
 * Days of a time zone in rows of a series: on either side of a clock change the same local time is an hour off a
 * multiple of 24 hours.
 */
export function createLagIndex(series: Series, day: number, calendar: Calendar): LagIndex {
  const cache = new Map<number, number>();
  const shift = (row: number) => {
    let steps = cache.get(row);
    if (steps === undefined) {
      steps = Math.round(calendar.offset(timeAt(series, row)) / 1000 / series.step);
      cache.set(row, steps);
    }
    return steps;
  };
  return (row, daysBack) => {
    const then = row - daysBack * day;
    return then + shift(row) - shift(then);
  };
}

/** Rows that `seasonalPath` can look ahead: the shortest lag. */
export function reachOf(model: SeasonalModel): number {
  return model.lags[0] * model.day;
}

/**
 * The season at row `u`; NaN where no lag is known. A missing lag stands at the mean of the known ones.
 * @param value the scaled value at a row; NaN where it is unknown, or not to be known yet
 */
export function seasonalAt(
  value: (row: number) => number,
  u: number,
  model: SeasonalModel,
  lagIndex: LagIndex
): number {
  const { lags, weights, intercept } = model;
  let sum = 0;
  let missing = 0;
  let total = 0;
  let known = 0;
  for (let k = 0; k < lags.length; k++) {
    const row = lagIndex(u, lags[k]);
    const lag = row >= 0 ? value(row) : NaN;
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

/**
 * (N + reach): the season at every row of `z` and as far beyond as the lags reach. Row `u` reads
 * `z[0 .. u - reach]` alone, also in the week in which clocks are put forward.
 */
export function seasonalPath(z: Float64Array, model: SeasonalModel, lagIndex: LagIndex): Float64Array {
  const reach = reachOf(model);
  return Float64Array.from({ length: z.length + reach }, (_, u) =>
    seasonalAt((row) => (row <= u - reach ? z[row] : NaN), u, model, lagIndex)
  );
}

/**
 * Season models of a training part: the last days, weighted by ridge regression that is shrunk towards their mean;
 * and, for two weeks or more, the same weekday of the last two weeks, which a schedule of working days needs.
 */
export function fitSeasonalModels(z: Float64Array, step: number, lagIndex: LagIndex): SeasonalModel[] {
  const day = stepsPerDay(step);
  if (day === undefined) {
    return [];
  }
  const days = z.length / day;
  const count = days >= 2 * WEEK ? WEEK : Math.max(1, Math.floor(days / 3));
  const daily = fitWeights(
    z,
    day,
    Array.from({ length: count }, (_, k) => k + 1),
    lagIndex
  );
  return days >= 2 * WEEK ? [daily, { day, lags: [WEEK, 2 * WEEK], weights: [0.5, 0.5], intercept: 0 }] : [daily];
}

function fitWeights(z: Float64Array, day: number, lags: number[], lagIndex: LagIndex): SeasonalModel {
  const n = lags.length;
  const even = { day, lags, weights: new Array<number>(n).fill(1 / n), intercept: 0 };
  const rows = collectRows(z, lags, lagIndex);
  if (rows.length < 4 * n) {
    return even;
  }
  const means = lags.map((_, k) => average(rows.map(({ x }) => x[k])));
  const residual = ({ x, y }: Row) => y - average(x);
  const meanResidual = average(rows.map(residual));
  const matrix = new Float64Array(n * n);
  const right = new Float64Array(n);
  for (const row of rows) {
    const x = row.x.map((value, k) => value - means[k]);
    const y = residual(row) - meanResidual;
    for (let i = 0; i < n; i++) {
      right[i] += x[i] * y;
      for (let j = 0; j < n; j++) {
        matrix[i * n + j] += x[i] * x[j];
      }
    }
  }
  const variance = average(lags.map((_, i) => matrix[i * n + i]));
  for (let i = 0; i < n; i++) {
    matrix[i * n + i] += RIDGE * variance * n;
  }
  const correction = solveSymmetric(matrix, right);
  if (correction === undefined) {
    return { ...even, intercept: meanResidual };
  }
  return {
    ...even,
    weights: even.weights.map((weight, k) => weight + correction[k]),
    intercept: meanResidual - correction.reduce((sum, c, k) => sum + c * means[k], 0),
  };
}

interface Row {
  /** value of each lag */
  x: number[];
  y: number;
}

/** Rows of which the value and all lags are known. */
function collectRows(z: Float64Array, lags: number[], lagIndex: LagIndex): Row[] {
  const rows: Row[] = [];
  const at = (row: number) => (row >= 0 && row < z.length ? clamp(z[row], -FIT_LIMIT, FIT_LIMIT) : NaN);
  for (let t = 0; t < z.length; t++) {
    const row = { x: lags.map((lag) => at(lagIndex(t, lag))), y: at(t) };
    if (![row.y, ...row.x].some(Number.isNaN)) {
      rows.push(row);
    }
  }
  return rows;
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
