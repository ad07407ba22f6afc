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
