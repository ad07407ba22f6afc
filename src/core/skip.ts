import { stepsPerDay } from './calendar';
import { solveSymmetric } from './linear';
import { clamp, median } from './numbers';
import { fitScaler } from './scaling';

/**
 * The skip connection: a small linear forecast, fit on the training part alone, from which the LSTM learns the
 * difference. Without it an LSTM must spend its few hundred windows on repeating yesterday, and cannot leave the
 * range it has seen: a filling disk would stop filling.
 *
 *   seasonal(u) = intercept + sum over k of lagWeights[k] * z(u - k days)       0 without a season
 *   base(t, h)  = seasonal(t + h) + persistence[h] * (z(t) - seasonal(t)) + drift[h]
 *
 * Without a season it is the last value plus the median change at that lead time. All in scaled values z.
 */
export interface Skip {
  /** steps in a day; undefined without a season */
  day?: number;
  /** (K) weights of the same time 1..K days before; they are shrunk towards the mean of those days */
  lagWeights: number[];
  intercept: number;
  /** (H) share of the present distance from the season that is left at each lead time */
  persistence: number[];
  /** (H) median of what is left */
  drift: number[];
  /** (H) spread of what is left: the unit of the LSTM's targets */
  spread: number[];
  /** spread of the distance from the season, for the features */
  seasonalSpread: number;
  /** share of a distance from the season that is left a quarter of a day later; 1 without a season */
  memory: number;
}

const MAX_LAGS = 7;
/** Scaled values are held within this in the fit of the season: an incident must not become a pattern. */
const FIT_LIMIT = 6;
/** Weight of the pull towards the plain mean of the days. */
const RIDGE = 0.02;

/**
 * @param z (N) scaled values, NaN in gaps; only `z[0..trainEnd)` is read
 * @param season found season in steps, or undefined
 */
export function fitSkip(
  z: Float64Array,
  trainEnd: number,
  step: number,
  season: number | undefined,
  horizon: number
): Skip {
  const day = season === undefined ? undefined : stepsPerDay(step);
  const train = z.subarray(0, trainEnd);
  const { lagWeights, intercept } = day === undefined ? { lagWeights: [], intercept: 0 } : fitSeason(train, day);
  const skip: Skip = {
    day,
    lagWeights,
    intercept,
    persistence: new Array<number>(horizon).fill(1),
    drift: new Array<number>(horizon).fill(0),
    spread: new Array<number>(horizon).fill(1),
    seasonalSpread: 1,
    memory: 1,
  };
  const seasonal = seasonalPath(train, skip);
  const distance = train.map((value, t) => value - seasonal[t]);
  skip.seasonalSpread = fitScaler(distance).spread;
  if (day !== undefined) {
    skip.memory = fitPersistence(distance, Math.max(1, Math.round(day / 4)), skip.seasonalSpread);
  }
  for (let h = 1; h <= horizon; h++) {
    // Beyond the data (horizon longer than the training part) the last lead time that could be fit stands in.
    const change = new Float64Array(Math.max(0, train.length - h));
    if (day !== undefined) {
      skip.persistence[h - 1] = fitPersistence(distance, h, skip.seasonalSpread);
    }
    for (let t = 0; t < change.length; t++) {
      change[t] = distance[t + h] - skip.persistence[h - 1] * distance[t];
    }
    const { center, spread } = fitScaler(change);
    const isKnown = !Number.isNaN(median(change));
    skip.drift[h - 1] = isKnown ? center : h > 1 ? skip.drift[h - 2] : 0;
    skip.spread[h - 1] = isKnown ? spread : h > 1 ? skip.spread[h - 2] : 1;
  }
  return skip;
}

/**
 * (N + H'): the season at every step of `z` and, as far as the lags reach, up to a day beyond.
 * Value `u` reads `z[0 .. u - day]` only. NaN where no lag is known; 0 without a season.
 */
export function seasonalPath(z: Float64Array, skip: Skip, extra = 0): Float64Array {
  const { day } = skip;
  const path = new Float64Array(z.length + extra);
  if (day !== undefined) {
    for (let u = 0; u < path.length; u++) {
      path[u] = seasonalAt((i) => (i < z.length ? z[i] : path[i]), u, day, skip);
    }
  }
  return path;
}

/** A missing lag stands at the mean of the known ones. */
function seasonalAt(value: (index: number) => number, u: number, day: number, skip: Skip): number {
  let sum = 0;
  let weight = 0;
  let total = 0;
  let known = 0;
  for (let k = 1; k <= skip.lagWeights.length && u - k * day >= 0; k++) {
    const lag = value(u - k * day);
    if (!Number.isNaN(lag)) {
      sum += skip.lagWeights[k - 1] * lag;
      weight += skip.lagWeights[k - 1];
      total += lag;
      known++;
    }
  }
  if (known === 0) {
    return NaN;
  }
  const all = skip.lagWeights.reduce((a, b) => a + b, 0);
  return skip.intercept + sum + (all - weight) * (total / known);
}

/**
 * Base forecasts from row `t`, scaled, into `out` (H). Where the season is unknown, the last value alone.
 * @param last (N) the last known value at each row
 * @param seasonal `seasonalPath(z, skip, day)`: rows up to `t + day` read nothing later than `t`
 */
export function baseAt(
  t: number,
  last: Float64Array,
  seasonal: Float64Array,
  skip: Skip,
  out: Float64Array
): Float64Array {
  const { day, persistence, drift } = skip;
  const present = seasonal[t];
  if (day === undefined || Number.isNaN(present)) {
    for (let h = 0; h < out.length; h++) {
      out[h] = last[t] + drift[h];
    }
    return out;
  }
  const distance = last[t] - present;
  // Beyond one day some lags lie in the future: the base's own earlier lead times stand in for them.
  const value = (i: number) => (i <= t ? last[i] : out[i - t - 1]);
  for (let h = 1; h <= out.length; h++) {
    const season = h <= day ? seasonal[t + h] : seasonalAt(value, t + h, day, skip);
    out[h - 1] = (Number.isNaN(season) ? present : season) + persistence[h - 1] * distance + drift[h - 1];
  }
  return out;
}

/** Ridge regression on the same time of the K days before, shrunk towards their mean. */
function fitSeason(z: Float64Array, day: number): { lagWeights: number[]; intercept: number } {
  const days = z.length / day;
  const lags = clamp(days >= 2 * MAX_LAGS ? MAX_LAGS : Math.floor(days / 3), 1, MAX_LAGS);
  const rows: number[] = [];
  for (let t = lags * day; t < z.length; t++) {
    let isKnown = !Number.isNaN(z[t]);
    for (let k = 1; k <= lags && isKnown; k++) {
      isKnown = !Number.isNaN(z[t - k * day]);
    }
    if (isKnown) {
      rows.push(t);
    }
  }
  const even = { lagWeights: new Array<number>(lags).fill(1 / lags), intercept: 0 };
  if (rows.length < 4 * lags) {
    return even;
  }
  const at = (t: number) => clamp(z[t], -FIT_LIMIT, FIT_LIMIT);
  const meanX = Array.from({ length: lags }, (_, k) => average(rows, (t) => at(t - (k + 1) * day)));
  const residual = (t: number) => at(t) - even.lagWeights.reduce((sum, w, k) => sum + w * at(t - (k + 1) * day), 0);
  const meanY = average(rows, residual);
  const matrix = new Float64Array(lags * lags);
  const right = new Float64Array(lags);
  for (const t of rows) {
    const x = meanX.map((m, k) => at(t - (k + 1) * day) - m);
    const y = residual(t) - meanY;
    for (let i = 0; i < lags; i++) {
      right[i] += x[i] * y;
      for (let j = 0; j < lags; j++) {
        matrix[i * lags + j] += x[i] * x[j];
      }
    }
  }
  const variance = average([...Array(lags).keys()], (i) => matrix[i * lags + i]);
  for (let i = 0; i < lags; i++) {
    matrix[i * lags + i] += RIDGE * variance * lags;
  }
  const correction = variance > 0 ? solveSymmetric(matrix, right) : undefined;
  if (correction === undefined) {
    return { ...even, intercept: meanY };
  }
  const lagWeights = even.lagWeights.map((w, k) => w + correction[k]);
  return { lagWeights, intercept: meanY - correction.reduce((sum, c, k) => sum + c * meanX[k], 0) };
}

/** Least squares of the distance `h` steps later on the distance now, both held within four spreads; in [0, 1]. */
function fitPersistence(distance: Float64Array, h: number, spread: number): number {
  const limit = 4 * spread;
  let product = 0;
  let square = 0;
  for (let t = 0; t + h < distance.length; t++) {
    const now = clamp(distance[t], -limit, limit);
    const then = clamp(distance[t + h], -limit, limit);
    if (!Number.isNaN(now) && !Number.isNaN(then)) {
      product += now * then;
      square += now * now;
    }
  }
  return square > 0 ? clamp(product / square, 0, 1) : 1;
}

function average(rows: number[], value: (row: number) => number): number {
  return rows.reduce((sum, row) => sum + value(row), 0) / rows.length;
}
