import { clamp, fitScaler, median } from '../math';
import { type Days, type Season, type SeasonalModel, createSeason, fitSeasonalModels } from '../history';

/**
 * The linear base: a small forecast, fit on the training part alone, from which the LSTM learns the
 * difference. Without it an LSTM must spend its few hundred windows on repeating yesterday, and cannot leave the
 * range it has seen: a filling disk would stop filling.
 *
 *   base(t, h) = seasonal(t + h) + persistence[h] * (z(t) - seasonal(t)) + drift[h]
 *
 * Without a season it is the last value plus the median change at that lead time. All in scaled values z.
 */
export interface LinearBase {
  /** absent without a season */
  seasonal?: SeasonalModel;
  /** (H) share of the present distance from the season that is left at each lead time */
  persistence: number[];
  /** (H) median of what is left */
  drift: number[];
  /** (H) spread of what is left: the unit of the LSTM's targets */
  spread: number[];
  /** spread of the distance from the season, for the features */
  distanceSpread: number;
  /** share of a distance from the season that is left a quarter of a day later; 1 without a season */
  memory: number;
}

/** The rows a linear base forecasts from. */
export interface BaseInputs {
  /** (N) last known scaled value at each row; 0 before the first */
  last: Float64Array;
  /** absent without one */
  season?: Season;
}

/** Seasonal models are compared on the rows from here on: all have a lag there. */
const COMPARED_FROM_DAYS = 7;

/**
 * @param z (trainEnd) scaled values of the training part, NaN in gaps
 * @param day steps in a day, undefined where no season was found
 */
export function fitLinearBase(z: Float64Array, day: number | undefined, days: Days, horizon: number): LinearBase {
  if (day === undefined) {
    return fitChanges(z, undefined, days, horizon);
  }
  const bases = fitSeasonalModels(z, day, days).map((model) => fitChanges(z, model, days, horizon));
  const errors = bases.map((linearBase) => meanError(z, linearBase, days, COMPARED_FROM_DAYS * day));
  return bases[Math.max(0, errors.indexOf(Math.min(...errors)))];
}

export function baseInputs(z: Float64Array, { seasonal }: LinearBase, days: Days): BaseInputs {
  return { last: fillLast(z), season: seasonal && createSeason(z, seasonal, days) };
}

/** Forecast from row `t`, scaled, into `out` (H). Where the season is unknown, from the last value alone. */
export function baseAt(
  t: number,
  { last, season }: BaseInputs,
  linearBase: LinearBase,
  out: Float64Array
): Float64Array {
  const present = season ? season.at(t, t) : NaN;
  const distance = last[t] - present;
  for (let h = 0; h < out.length; h++) {
    if (season === undefined || Number.isNaN(present)) {
      out[h] = last[t] + linearBase.drift[h];
    } else {
      const then = season.at(t, t + h + 1, out);
      out[h] = (Number.isNaN(then) ? present : then) + linearBase.persistence[h] * distance + linearBase.drift[h];
    }
  }
  return out;
}

/** (N) the last known value at each row; 0, the scaled centre, before the first. */
function fillLast(z: Float64Array): Float64Array {
  let last = 0;
  return z.map((value) => (last = Number.isNaN(value) ? last : value));
}

function fitChanges(z: Float64Array, fitted: SeasonalModel | undefined, days: Days, horizon: number): LinearBase {
  const distanceFrom = (season: Season) => z.map((value, t) => value - season.at(t, t));
  const raw = fitted && distanceFrom(createSeason(z, fitted, days));
  const model = fitted && raw && { ...fitted, spread: fitScaler(raw).spread };
  const distance = model ? distanceFrom(createSeason(z, model, days)) : z;
  const distanceSpread = fitScaler(distance).spread;
  const persistenceAt = (h: number) => (model ? fitPersistence(distance, h, 4 * distanceSpread) : 1);
  const linearBase: LinearBase = {
    seasonal: model,
    persistence: [],
    drift: [],
    spread: [],
    distanceSpread,
    memory: model ? fitPersistence(raw, Math.max(1, Math.round(model.day / 4)), 4 * model.spread) : 1,
  };
  for (let h = 1; h <= horizon; h++) {
    const share = persistenceAt(h);
    const change = distance.subarray(h).map((then, t) => then - share * distance[t]);
    // A horizon longer than the training part: its last lead time that could be fit stands in.
    const isKnown = h === 1 || !Number.isNaN(median(change));
    const { center, spread } = fitScaler(change);
    linearBase.persistence.push(isKnown ? share : linearBase.persistence[h - 2]);
    linearBase.drift.push(isKnown ? center : linearBase.drift[h - 2]);
    linearBase.spread.push(isKnown ? spread : linearBase.spread[h - 2]);
  }
  return linearBase;
}

/** Least squares of the distance `h` steps later on the distance now, both held within the limit; in [0, 1]. */
function fitPersistence(distance: Float64Array, h: number, limit: number): number {
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

/** Mean absolute error on the training part, all lead times pooled. */
function meanError(z: Float64Array, linearBase: LinearBase, days: Days, from: number): number {
  const inputs = baseInputs(z, linearBase, days);
  const out = new Float64Array(linearBase.spread.length);
  let sum = 0;
  let count = 0;
  for (let t = from; t < z.length; t++) {
    baseAt(t, inputs, linearBase, out);
    for (let h = 1; h <= out.length && t + h < z.length; h++) {
      const error = Math.abs(z[t + h] - out[h - 1]);
      if (!Number.isNaN(error)) {
        sum += error;
        count++;
      }
    }
  }
  return count > 0 ? sum / count : Infinity;
}
