import { clamp, median } from '../math';
import { countDayLags } from './dayLags';
import type { Days, LagIndex } from './days';
import { type DaySeason, daysUpTo, fitDaySeason, sumLags } from './daySeason';

/** A season as the LSTM's linear base stores it, in scaled values: of the last 7 days, of days 7 and 14, or of the last 14. */
export interface SeasonalModel extends DaySeason {
  weights: number[];
  /** steps in a day */
  day: number;
  /** whether only days of the same kind count, Monday to Friday or weekend: the latest five of them, evenly */
  byKind: boolean;
  /** spread of the distance from the season in training; 0 until it is known */
  spread: number;
}

const WEEK = 7;
const MOST_DAYS_OF_A_KIND = 5;
/** Scaled values are held within this in the fit, so that an incident moves no pattern. */
const FIT_LIMIT = 6;

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
  const seasonOf = createSeasons(z.length + reach, model, days);
  const universal = seasonalPath(z, seasonOf, days.universal, reach);
  const local = days.local ? seasonalPath(z, seasonOf, days.local, reach) : universal;
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
      return seasonalAt(value, u, seasonOf(u), lagIndex) + shift[t];
    },
  };
}

/**
 * (N) how far the last day is off the season: 0 within one spread, all of it from two on. The median of
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
    const lastDay = median(distance.subarray(t - day + 1, t + 1));
    shift[t] = lastDay * clamp(2 - (2 * spread) / Math.abs(lastDay), 0, 1) || 0;
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

/** The season of the lags that count at a row: all, or the latest of its kind, evenly. */
function createSeasons(
  length: number,
  model: SeasonalModel,
  { universal, isWeekend }: Days
): (row: number) => DaySeason {
  const { lags, byKind, day } = model;
  if (!byKind) {
    return () => model;
  }
  const kinds = Uint8Array.from({ length }, (_, row) => (isWeekend(row) ? 1 : 0));
  const kindAt = (row: number) => kinds[row] ?? (isWeekend(row) ? 1 : 0);
  return (row) => {
    const isSame = (lag: number) => row >= lag * day && kindAt(universal(row, lag)) === kindAt(row);
    const counted = lags.filter(isSame).slice(0, MOST_DAYS_OF_A_KIND);
    return { lags: counted, weights: counted.map(() => 1 / counted.length), intercept: 0 };
  };
}

/** (N + reach): the season at every row of `z` and as far beyond as the lags reach; row `u` reads `z[0 .. u - reach]`. */
function seasonalPath(
  z: Float64Array,
  seasonOf: (row: number) => DaySeason,
  lagIndex: LagIndex,
  reach: number
): Float64Array {
  return Float64Array.from({ length: z.length + reach }, (_, u) =>
    seasonalAt((row) => (row <= u - reach ? z[row] : NaN), u, seasonOf(u), lagIndex)
  );
}

/** The season at a row from the lags that count there. */
function seasonalAt(value: (row: number) => number, u: number, season: DaySeason, lagIndex: LagIndex): number {
  return sumLags(season, (daysBack) => {
    const row = lagIndex(u, daysBack);
    return row >= 0 ? value(row) : NaN;
  });
}

/**
 * Season models of a training part: the last days, weighted by regression; and, for two weeks or more, the same weekday
 * of the last two weeks, and the latest days of the same kind.
 */
export function fitSeasonalModels(z: Float64Array, day: number, { universal, local }: Days): SeasonalModel[] {
  const lagIndex = local ?? universal;
  const valueAt = (row: number) => (row >= 0 && row < z.length ? clamp(z[row], -FIT_LIMIT, FIT_LIMIT) : NaN);
  const lagAt = (row: number, daysBack: number) => valueAt(lagIndex(row, daysBack));
  const { lags, weights, intercept } = fitDaySeason(z.keys(), countDayLags(z.length, day), valueAt, lagAt);
  const daily = { day, lags, weights: [...weights], intercept, byKind: false, spread: 0 };
  if (z.length < 2 * WEEK * day) {
    return [daily];
  }
  const even = { ...daily, intercept: 0 };
  const fortnight = daysUpTo(2 * WEEK);
  return [
    daily,
    { ...even, lags: [WEEK, 2 * WEEK], weights: [0.5, 0.5] },
    { ...even, lags: fortnight, weights: fortnight.map(() => 1), byKind: true },
  ];
}
