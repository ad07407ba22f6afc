import { type Calendar, type Series, timeAt } from '../series';
import { clamp, fitTowardsMean, median } from '../math';

/** The season of a series as a weighted sum of the same local time on earlier days, in scaled values. */
export interface SeasonalModel {
  /** steps in a day */
  day: number;
  /** days back, rising: 1..7, 7 and 14, or 1..14 */
  lags: number[];
  /** one per lag */
  weights: number[];
  intercept: number;
  /** whether only days of the same kind count, Monday to Friday or weekend: the latest five of them, evenly */
  byKind: boolean;
  /** spread of the distance from the season in training; 0 until it is known */
  spread: number;
}

const WEEK = 7;
const MOST_DAYS_OF_A_KIND = 5;
/** Scaled values are held within this in the fit: an incident must not become a pattern. */
const FIT_LIMIT = 6;

/** Row of the same time of day on an earlier day. */
export type LagIndex = (row: number, daysBack: number) => number;

/** Days in rows of a series: of 24 hours each, and of the time zone. The latter is absent where it never differs. */
export interface Days {
  universal: LagIndex;
  local?: LagIndex;
  /** whether a row lies on a Saturday or Sunday of the time zone */
  isWeekend(row: number): boolean;
}

/**
 * On either side of a clock change the same local time is an hour off a multiple of 24 hours. What people do follows
 * local time, what schedulers do often does not: both are kept, and the data decide (`createSeason`).
 */
export function createDays(series: Series, day: number, calendar: Calendar): Days {
  const reach = 2 * WEEK * day;
  const offsets = new Int32Array(series.values.length + 2 * reach);
  for (let i = 0; i < offsets.length; i++) {
    offsets[i] = Math.round(calendar.offset(timeAt(series, i - reach)) / 1000 / series.step);
  }
  const universal: LagIndex = (row, daysBack) => row - daysBack * day;
  const isWeekend = (row: number) => calendar.weekPhase(timeAt(series, row)) >= 5 / WEEK;
  if (offsets.every((offset) => offset === offsets[0])) {
    return { universal, isWeekend };
  }
  const shift = (row: number) => offsets[Math.min(Math.max(row + reach, 0), offsets.length - 1)];
  return {
    universal,
    isWeekend,
    local(row, daysBack) {
      const then = universal(row, daysBack);
      return then + shift(row) - shift(then);
    },
  };
}

/** The season of a series, as it is known at each of its rows. */
export interface Season {
  /**
   * The season at row `u` for a forecast from row `t`: reads nothing later than `t`. NaN where no lag is known.
   * @param forecast the values forecast so far for the rows after `t`; they stand in for lags that lie in the future
   */
  at(t: number, u: number, forecast?: Float64Array): number;
}

/**
 * @param z (N) scaled values, NaN in gaps
 *
 * Within two weeks of a clock change the two kinds of days differ. The one that was closer on the rows of the last
 * day is used; local time as long as neither was.
 */
export function createSeason(z: Float64Array, model: SeasonalModel, days: Days): Season {
  const reach = model.lags[0] * model.day;
  const lagsOf = createLags(z.length + reach, model, days);
  const universal = seasonalPath(z, model, days.universal, lagsOf, reach);
  const local = days.local ? seasonalPath(z, model, days.local, lagsOf, reach) : universal;
  const isLocal = days.local ? closerToLocal(z, local, universal, model.day) : undefined;
  const pathAt = (t: number) => (isLocal?.[t] === 1 ? local : universal);
  const shift = newNormal(
    z.map((value, t) => value - pathAt(t)[t]),
    model
  );
  return {
    at(t, u, forecast) {
      if (u <= t + reach) {
        return pathAt(t)[u] + shift[t];
      }
      const lagIndex = (isLocal?.[t] === 1 && days.local) || days.universal;
      const value = (row: number) => (row <= t ? z[row] : (forecast?.[row - t - 1] ?? NaN) - shift[t]);
      return seasonalAt(value, u, model, lagIndex, lagsOf(u)) + shift[t];
    },
  };
}

/**
 * (N) how far the level of the last day is off the season: 0 within one spread, all of it from two on. The median of
 * a day, so that nothing shorter than half a day moves it; looked up once an hour.
 */
function newNormal(distance: Float64Array, { day, spread }: SeasonalModel): Float64Array {
  const shift = new Float64Array(distance.length);
  const hour = Math.max(1, Math.round(day / 24));
  for (let t = day; t < distance.length && spread > 0; t++) {
    if (t % hour !== 0) {
      shift[t] = shift[t - 1];
      continue;
    }
    const level = median(distance.subarray(t - day + 1, t + 1));
    shift[t] = level * clamp(2 - (2 * spread) / Math.abs(level), 0, 1) || 0;
  }
  return shift;
}

/** (N) 1 where local days were at least as close as universal ones over the day before, that row included. */
function closerToLocal(z: Float64Array, local: Float64Array, universal: Float64Array, day: number): Uint8Array {
  const advantage = z.map((value, t) => Math.abs(value - universal[t]) - Math.abs(value - local[t]) || 0);
  let sum = 0;
  return Uint8Array.from(advantage, (gain, t) => {
    sum += gain - (t >= day ? advantage[t - day] : 0);
    return sum >= -1e-9 ? 1 : 0;
  });
}

/** The lags of the model that count at a row, as indices. */
function createLags(length: number, { lags, byKind, day }: SeasonalModel, { universal, isWeekend }: Days) {
  const all = lags.map((_, k) => k);
  if (!byKind) {
    return () => all;
  }
  const kinds = Uint8Array.from({ length }, (_, row) => (isWeekend(row) ? 1 : 0));
  const kindAt = (row: number) => kinds[row] ?? (isWeekend(row) ? 1 : 0);
  return (row: number) => {
    const isSame = (k: number) => row >= lags[k] * day && kindAt(universal(row, lags[k])) === kindAt(row);
    return all.filter(isSame).slice(0, MOST_DAYS_OF_A_KIND);
  };
}

/** (N + reach): the season at every row of `z` and as far beyond as the lags reach; row `u` reads `z[0 .. u - reach]`. */
function seasonalPath(
  z: Float64Array,
  model: SeasonalModel,
  lagIndex: LagIndex,
  lagsOf: (row: number) => number[],
  reach: number
): Float64Array {
  return Float64Array.from({ length: z.length + reach }, (_, u) =>
    seasonalAt((row) => (row <= u - reach ? z[row] : NaN), u, model, lagIndex, lagsOf(u))
  );
}

/** Weighted sum of the lags; a missing one stands at the mean of the known ones. NaN where none is known. */
function seasonalAt(
  value: (row: number) => number,
  u: number,
  { lags, weights, intercept, byKind }: SeasonalModel,
  lagIndex: LagIndex,
  counted: number[]
): number {
  let sum = 0;
  let missing = 0;
  let total = 0;
  let known = 0;
  for (const k of counted) {
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
  if (known === 0) {
    return NaN;
  }
  return byKind ? total / known : intercept + sum + missing * (total / known);
}

/**
 * Season models of a training part: the last days, weighted by ridge regression that is shrunk towards their mean;
 * and, for two weeks or more, the same weekday of the last two weeks, and the latest days of the same kind.
 */
export function fitSeasonalModels(z: Float64Array, day: number, { universal, local }: Days): SeasonalModel[] {
  const lagIndex = local ?? universal;
  const days = z.length / day;
  const count = days >= 2 * WEEK ? WEEK : Math.max(1, Math.floor(days / 3));
  const daily = fitWeights(z, day, range(count), lagIndex);
  if (days < 2 * WEEK) {
    return [daily];
  }
  const even = { ...daily, intercept: 0 };
  return [
    daily,
    { ...even, lags: [WEEK, 2 * WEEK], weights: [0.5, 0.5] },
    { ...even, lags: range(2 * WEEK), weights: range(2 * WEEK).map(() => 1), byKind: true },
  ];
}

const range = (count: number) => Array.from({ length: count }, (_, k) => k + 1);

function fitWeights(z: Float64Array, day: number, lags: number[], lagIndex: LagIndex): SeasonalModel {
  const at = (row: number) => (row >= 0 && row < z.length ? clamp(z[row], -FIT_LIMIT, FIT_LIMIT) : NaN);
  const rows: Float64Array[] = [];
  const y: number[] = [];
  for (let t = 0; t < z.length; t++) {
    const x = Float64Array.from(lags, (lag) => at(lagIndex(t, lag)));
    if (!Number.isNaN(z[t]) && !x.some(Number.isNaN)) {
      rows.push(x);
      y.push(at(t));
    }
  }
  const { weights, intercept } = fitTowardsMean(rows, y, lags.length);
  return { day, lags, weights: [...weights], intercept, byKind: false, spread: 0 };
}
