import { DAY_MS, HOUR_MS, median, quantileOfSorted, sortedKnown } from '../../core/math';
import type { Series } from '../../core/series';
import type { TimeSpan } from '../frames';

/** The normal range at each hour of the day, UTC, as constants that a rule can hold. */
export interface SeasonalBand {
  /** (24) of workdays, then (24) of weekends where both were seen twice; else (24) of all days */
  lower: number[];
  upper: number[];
}

/** Of the past values this share lies inside the band. */
const LEVEL = 0.95;
/** Days of history from which weekends have hours of their own. */
const DAYS_FOR_WEEKENDS = 14;
/** Of the last days no more than this may lie outside: a band of hours says nothing of a series with a trend. */
const MOST_OUTSIDE = 0.1;
const LAST_DAYS = 3;

/**
 * Median and spread of each hour, the spread stretched until the asked share of all values is inside (split conformal,
 * on absolute residuals over the median one of their hour). Undefined where hours do not tell what is normal.
 * @param masked stretches that nothing is learned from, ms
 */
export function seasonalBand(history: Series, masked: readonly TimeSpan[]): SeasonalBand | undefined {
  const { start, step, values } = history;
  const days = (values.length * step * 1000) / DAY_MS;
  const hasWeekends = days >= DAYS_FOR_WEEKENDS;
  const groups = Array.from({ length: hasWeekends ? 48 : 24 }, (): number[] => []);
  const known: Array<{ time: number; value: number; group: number }> = [];
  values.forEach((value, i) => {
    const time = start + i * step * 1000;
    if (Number.isFinite(value) && !masked.some(({ from, to }) => time >= from && time <= to)) {
      const group = hourOf(time) + (hasWeekends && isWeekend(time) ? 24 : 0);
      groups[group].push(value);
      known.push({ time, value, group });
    }
  });
  if (groups.some((group) => group.length < 2)) {
    return undefined;
  }
  const centers = groups.map(median);
  const spreads = groups.map((group, g) => median(group.map((value) => Math.abs(value - centers[g]))));
  const typical = median(spreads);
  const widths = spreads.map((spread) => Math.max(spread, typical / 2, Number.MIN_VALUE));
  const scores = known.map(({ value, group }) => Math.abs(value - centers[group]) / widths[group]);
  const factor = quantileOfSorted(sortedKnown(scores), LEVEL);
  const recent = scores.filter((_, i) => known[i].time > known[known.length - 1].time - LAST_DAYS * DAY_MS);
  const outside = recent.filter((score) => score > factor).length / recent.length;
  return outside > MOST_OUTSIDE
    ? undefined
    : {
        lower: centers.map((center, g) => center - factor * widths[g]),
        upper: centers.map((center, g) => center + factor * widths[g]),
      };
}

const hourOf = (time: number) => Math.floor((time % DAY_MS) / HOUR_MS);
/** The epoch began on a Thursday. */
const isWeekend = (time: number) => [2, 3].includes(Math.floor(time / DAY_MS) % 7);
