import { urgencyOf } from '../../core/series';
import type { LiveSeries } from './frames';
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
      urgency: urgencyOf(series.values, thresholds(series)) * (held.has(series.key) ? HOLD : 1),
    }))
    .sort((a, b) => Number(a.isHidden) - Number(b.isHidden) || b.urgency - a.urgency);
  const chosen = new Set(ranked.slice(0, limit).map(({ series }) => series));
  return live.filter((series) => chosen.has(series));
}

const isHidden = ({ field }: LiveSeries): boolean =>
  (field.config.custom as FieldOptions | undefined)?.hideFrom?.viz ?? false;
