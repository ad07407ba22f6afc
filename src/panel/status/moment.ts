import type { Anomaly } from '../../core/anomalies';
import { type Series, timeAt } from '../../core/series';
import { valueAt } from '../frames';
import { type SeriesForecast, shownResult } from '../session';
import { type Formats, type Moment, momentAt } from './words';

/** The value seen and the one expected at a time (ms), at the newest sample without one; undefined where nothing is known. */
export function momentOf(series: SeriesForecast, formats: Formats, time?: number): Moment | undefined {
  const result = shownResult(series);
  if (!result) {
    return undefined;
  }
  const at = time ?? result.seen?.until ?? result.report.origin;
  return momentAt(result, at, (one) => {
    const live = formats.observed?.(one) ?? NaN;
    return Number.isFinite(live) ? live : valueAt(series.history, one);
  });
}

/**
 * The values seen and expected at the peak of an incident. Where that is not in view they are those of the furthest point of
 * the history that the incident holds, undefined where it holds none: the points beside it were usual.
 */
export function momentOfPeak(series: SeriesForecast, formats: Formats, anomaly: Anomaly): Moment | undefined {
  if (Number.isFinite(formats.observed?.(anomaly.peakTime) ?? NaN)) {
    return momentOf(series, formats, anomaly.peakTime);
  }
  const side = anomaly.direction === 'above' ? 1 : -1;
  const far = ({ seen, expected }: Moment) => side * (seen - expected);
  return timesWithin(series.history, anomaly)
    .flatMap((time) => momentOf(series, formats, time) ?? [])
    .filter((one) => Number.isFinite(far(one)))
    .sort((a, b) => far(b) - far(a))[0];
}

/** Times of a series on its grid from `start` to `end`, ms. */
function timesWithin(series: Series | undefined, { start, end }: Pick<Anomaly, 'start' | 'end'>): number[] {
  const times = Array.from(series?.values ?? [], (_, row) => timeAt(series!, row));
  return times.filter((time) => time >= start && time <= end);
}
