import type { Series } from '../../core/series';
import type { TimeSpan } from '../frames';

/** The normal range at each hour of the day, UTC, as constants that a rule can hold. */
export interface SeasonalBand {
  /** (24) of workdays, then (24) of weekends where both were seen twice; else (24) of all days */
  lower: number[];
  upper: number[];
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
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
  const known = Array.from(values, (value, i) => ({ time: start + i * step * 1000, value })).filter(
    ({ time, value }) => Number.isFinite(value) && !masked.some(({ from, to }) => time >= from && time <= to)
  );
  const length = (values.length * step * 1000) / DAY;
  const hasWeekends = length >= DAYS_FOR_WEEKENDS;
  const groupOf = (time: number) => hourOf(time) + (hasWeekends && isWeekend(time) ? 24 : 0);
  const groups = Array.from({ length: hasWeekends ? 48 : 24 }, (_, group) =>
    known.filter(({ time }) => groupOf(time) === group).map(({ value }) => value)
  );
  if (groups.some((group) => group.length < 2)) {
    return undefined;
  }
  const centers = groups.map((group) => quantile(group, 0.5));
  const spreads = groups.map((group, g) =>
    quantile(
      group.map((value) => Math.abs(value - centers[g])),
      0.5
    )
  );
  const typical = quantile(spreads, 0.5);
  const widths = spreads.map((spread) => Math.max(spread, typical / 2, Number.MIN_VALUE));
  const scores = known.map(({ time, value }) => Math.abs(value - centers[groupOf(time)]) / widths[groupOf(time)]);
  const factor = quantile(scores, LEVEL);
  const recent = scores.filter((_, i) => known[i].time > known[known.length - 1].time - LAST_DAYS * DAY);
  const outside = recent.filter((score) => score > factor).length / recent.length;
  return outside > MOST_OUTSIDE
    ? undefined
    : {
        lower: centers.map((center, g) => center - factor * widths[g]),
        upper: centers.map((center, g) => center + factor * widths[g]),
      };
}

const hourOf = (time: number) => Math.floor((time % DAY) / HOUR);
/** The epoch began on a Thursday. */
const isWeekend = (time: number) => [2, 3].includes(Math.floor(time / DAY) % 7);

function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}
