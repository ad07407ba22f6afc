import type { TimeSpan } from '../frames';
import type { Annotation } from './annotations';
import type { Exemplar } from './exemplars';
import { type ChartModel, type DrawnSeries, buildChartModel } from './model';
import { extendRange } from './range';

/** The x axis of a chart, and the end of what was observed. */
export interface Axis extends TimeSpan {
  /** ms; NaN where nothing is forecast */
  now: number;
}

/** The axis of live series and their forecasts: it reaches as far as the longest forecast in view. */
export function axisOf(series: ReadonlyArray<Pick<DrawnSeries, 'live' | 'result'>>, range: TimeSpan): Axis {
  const results = series.flatMap(({ result }) => (result ? [result] : []));
  const origin = Math.max(...results.map(({ report }) => report.origin));
  const end = Math.max(...results.map(({ forecast: { times } }) => times[times.length - 1]));
  const stepMs = Math.max(...results.map(({ report }) => report.step * 1000));
  const seen = Math.max(...series.map(({ live }) => live.times[live.times.length - 1] ?? -Infinity));
  // Live points newer than the last point of the grid are observed too.
  const now = Math.max(
    origin,
    Math.min(seen, origin + stepMs),
    ...results.flatMap(({ seen: one }) => one?.until ?? [])
  );
  return { ...extendRange(range, now, end, stepMs), now: results.length > 0 ? now : NaN };
}

/**
 * Chart of live series and forecasts.
 * @param axis that of the newest forecasts; where `now` is earlier, those of that moment are drawn, and it stays in place
 */
export function layOutChart(
  series: DrawnSeries[],
  { now, ...span }: Axis,
  annotations: Annotation[],
  excluded: readonly TimeSpan[] = [],
  exemplars: readonly Exemplar[] = []
): ChartModel {
  return buildChartModel(series, span, now, annotations, excluded, exemplars);
}
