import { deviation, mean } from '../../core/math';
import type { LiveSeries } from '../frames';
import type { FieldOptions } from '../types';

/** A series that is forecast already gives way only to one that is this many times as urgent. */
const HOLD = 2;

interface Choice {
  /** series that are forecast at once */
  limit: number;
  thresholds(series: LiveSeries): number[];
  /** keys of the series that are forecast already */
  held: ReadonlySet<string>;
}

/**
 * The series to forecast, in the order in which they are shown. Where there are more than the limit those go first that
 * the legend does not hide, then the most urgent. A click on a name in the legend hides the others: that is how any series
 * is forecast.
 */
export function chooseSeries(live: LiveSeries[], { limit, thresholds, held }: Choice): LiveSeries[] {
  if (live.length <= limit) {
    return live;
  }
  const ranked = live
    .map((series) => ({
      series,
      isHidden: isHidden(series),
      urgency: urgencyOf(series, thresholds(series)) * (held.has(series.key) ? HOLD : 1),
    }))
    .sort((a, b) => Number(a.isHidden) - Number(b.isHidden) || b.urgency - a.urgency);
  const chosen = new Set(ranked.slice(0, limit).map(({ series }) => series));
  return live.filter((series) => chosen.has(series));
}

/**
 * The distance of the last value from the mean of those before that are shown, in their standard deviations, or the
 * inverse of its distance to the nearest threshold, whichever is larger. 0 for a series without values.
 */
export function urgencyOf({ values }: Pick<LiveSeries, 'values'>, thresholds: readonly number[]): number {
  const known = values.filter((value) => !Number.isNaN(value));
  const last = known.at(-1);
  if (last === undefined) {
    return 0;
  }
  const before = known.slice(0, -1);
  const spread = deviation(before) || 0;
  const unusual = spread > 0 ? Math.abs(last - mean(before)) / spread : 0;
  const distance = Math.min(...thresholds.map((threshold) => Math.abs(last - threshold)));
  const close = distance === 0 ? Infinity : spread / distance;
  return Math.max(unusual, close);
}

const isHidden = ({ field }: LiveSeries): boolean =>
  (field.config.custom as FieldOptions | undefined)?.hideFrom?.viz ?? false;
