import { DAY_SECONDS, median, quantileOfSorted, sortedKnown } from '../math';
import { type Series, lastKnownIndex, stepsPerDay } from '../series';

/** A level that the series has held up to its last value, away from its usual course. */
export interface Regime {
  /** the first row of it */
  since: number;
  /** how far it is from the usual course, in the unit of the series; not 0 */
  size: number;
}

/** Rows from which a level can be told from a spike. */
const LEAST_ROWS = 5;
/** Days after which members and bands know the level by themselves. */
const MOST_DAYS = 7;
const WEEK = 7;
/** Days before the level that say how far off the usual course is on other days. */
const CALM_DAYS = 4;
const CALM_SHARE = 0.95;
/** A level is this many times as far off as the usual course is on 19 of 20 rows before it, ... */
const FAR = 1.5;
/** ... on this share of its rows, ... */
const HELD = 0.8;
/** ... and neither varies nor moves by more than this share of its size. */
const STEADY = 0.5;

/**
 * The level that the series has held since one of its outliers, undefined where it is on its usual course: the median of
 * the last seven days at the same time of day, or the last week. A series that has no usual course, such as one that
 * grows, has no level of its own either.
 * @param known (N) up to the last known value
 * @param outliers (N) 1 where a value was far from what was expected of it
 */
export function findRegime(known: Series, outliers: ArrayLike<number>): Regime | undefined {
  const { values, step } = known;
  const day = stepsPerDay(step);
  const end = lastKnownIndex(values) + 1;
  const oldest = Math.max(1, end - MOST_DAYS * Math.round(DAY_SECONDS / step));
  for (let since = oldest; since <= end - LEAST_ROWS; since++) {
    if (outliers[since] && !outliers[since - 1]) {
      const size = sizeOf(values, outliers, since, end, day);
      if (size !== undefined) {
        return { since, size };
      }
    }
  }
  return undefined;
}

/** The distance of the rows `since..end` from the usual course, if they have been off it all along. */
function sizeOf(
  values: Float64Array,
  outliers: ArrayLike<number>,
  since: number,
  end: number,
  day: number | undefined
): number | undefined {
  const usual = day === undefined ? levelBefore(values, outliers, since) : dayBefore(values, outliers, day);
  const deviations = (from: number, to: number, before: number) =>
    Float64Array.from({ length: to - from }, (_, i) => usual(from + i, Math.min(before, from + i)));
  const own = deviations(since, end, since).filter((one) => !Number.isNaN(one));
  const size = median(own);
  const third = Math.ceil(own.length / 3);
  const moved = Math.abs(median(own.slice(-third)) - median(own.slice(0, third)));
  const spread = median(own.map((one) => Math.abs(one - size)));
  const isSteady = Math.max(spread, moved) < STEADY * Math.abs(size);
  // The days before take ten times as long to look at as the level itself, and most are no level.
  if (own.length < LEAST_ROWS || !isSteady) {
    return undefined;
  }
  const calm = deviations(Math.max(0, since - CALM_DAYS * (day ?? since)), since, since).filter(
    (_, i, all) => !outliers[since - all.length + i]
  );
  const usually = quantileOfSorted(sortedKnown(calm.map(Math.abs)), CALM_SHARE);
  const isOff = (one: number) => one * Math.sign(size) > FAR * usually;
  const isHeld = own.filter(isOff).length >= HELD * own.length && own.slice(-2).every(isOff);
  return isHeld ? size : undefined;
}

/** Distance from the median of the same time of the last seven known days, or from the last week, whichever is nearer. */
function dayBefore(values: Float64Array, outliers: ArrayLike<number>, day: number) {
  return (row: number, before: number): number => {
    const days: number[] = [];
    let week = NaN;
    for (let k = 1; k <= 2 * WEEK && row - k * day >= 0 && days.length < WEEK; k++) {
      const then = row - k * day;
      const value = then < before && !outliers[then] ? values[then] : NaN;
      if (!Number.isNaN(value)) {
        days.push(value);
        week = k % WEEK === 0 && Number.isNaN(week) ? value : week;
      }
    }
    const byDay = values[row] - median(days);
    const byWeek = values[row] - week;
    return Math.abs(byWeek) < Math.abs(byDay) ? byWeek : byDay;
  };
}

/** Distance from the level before, where there are no days. */
function levelBefore(values: Float64Array, outliers: ArrayLike<number>, since: number) {
  const level = median(values.subarray(0, since).filter((value, row) => !outliers[row] && !Number.isNaN(value)));
  return (row: number) => values[row] - level;
}
