import type { TimeSpan } from '../frames';
import type { Annotation } from './annotations';
import { type ChartModel, type DrawnSeries, buildChartModel } from './model';
import { extendRange } from './range';

/**
 * Chart of live series and forecasts: the x axis reaches as far as the longest forecast in view.
 * @param past ms; the forecasts are those of this moment, whatever came since
 */
export function layOutChart(
  series: DrawnSeries[],
  range: TimeSpan,
  annotations: Annotation[],
  excluded: readonly TimeSpan[] = [],
  past?: number
): ChartModel {
  const results = series.flatMap(({ result }) => (result ? [result] : []));
  const origin = Math.max(...results.map(({ report }) => report.origin));
  const end = Math.max(...results.map(({ forecast: { times } }) => times[times.length - 1]));
  const stepMs = Math.max(...results.map(({ report }) => report.step * 1000));
  const seen = Math.max(...series.map(({ live }) => live.times[live.times.length - 1] ?? -Infinity));
  // Live points newer than the last point of the grid are observed too.
  const now =
    past ?? Math.max(origin, Math.min(seen, origin + stepMs), ...results.flatMap(({ seen: one }) => one?.until ?? []));
  const axis = extendRange(range, now, end, stepMs);
  return buildChartModel(series, axis, results.length > 0 ? now : NaN, annotations, excluded);
}
