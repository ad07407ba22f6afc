import type { Anomaly } from '../../core/anomalies';
import { isOnCourse } from '../../core/breaches';
import type { ForecastResult } from '../../core/fitted';
import type { Series } from '../../core/series';
import { type ChartedForecast, type DrawnForecast, type SeriesForecast, isBusy } from './forecastState';

/** A series with a forecast on screen. */
export type Drawn = SeriesForecast & { drawn: DrawnForecast };

export const isDrawn = (series: SeriesForecast): series is Drawn => series.drawn !== undefined;

/** Whether the drawn forecast is about to be replaced. Its markers are not shown: they would come and go. */
export function isProvisional(series: SeriesForecast): boolean {
  const { phase, drawn } = series;
  return drawn?.kind !== 'trained' && (isBusy(series) || phase.kind === 'waiting' || phase.kind === 'paused');
}

/** Anomalies that are on screen: those of a final forecast. */
export function anomaliesOf(series: SeriesForecast): Anomaly[] {
  return shownResult(series)?.anomalies ?? [];
}

/** The anomaly that lasts at the newest observation of a series; undefined where that is normal. */
export function runningAnomaly(series: SeriesForecast): Anomaly | undefined {
  const result = shownResult(series);
  const last = result?.anomalies[result.anomalies.length - 1];
  if (!result || !last) {
    return undefined;
  }
  const { report, seen } = result;
  const [until, step] = seen ? [seen.until, seen.step] : [report.origin, report.step];
  // One observation back inside does not end a run.
  return last.end >= until - 1.5 * step * 1000 ? last : undefined;
}

/**
 * The drawn result as it is shown: a provisional one has no markers of incidents, and of its crossings those alone that its
 * line bears out. The line of a baseline may be the last value, while the paths of its past errors lead elsewhere.
 */
export function shownResult(series: SeriesForecast): ForecastResult | undefined {
  const result = series.drawn?.result;
  return result && isProvisional(series)
    ? { ...result, anomalies: [], breaches: result.breaches.filter((one) => isOnCourse(one, result.forecast)) }
    : result;
}

/**
 * The part of these series that the chart draws. The list and each of its items stay the same objects as long as they
 * draw the same: progress of a training redraws nothing.
 *
 * @param before the series of the last state with their charted parts, in the same order
 */
export function chartSeries(
  series: readonly SeriesForecast[],
  before: { series: readonly SeriesForecast[]; charted: readonly ChartedForecast[] }
): readonly ChartedForecast[] {
  const charted = series.map((one, index): ChartedForecast => {
    const old = before.series[index];
    const { key, history } = one;
    return old && drawsTheSame(old, one) ? before.charted[index] : { key, history, result: shownResult(one) };
  });
  const isSame = charted.length === before.charted.length && charted.every((one, i) => one === before.charted[i]);
  return isSame ? before.charted : charted;
}

function drawsTheSame(a: SeriesForecast, b: SeriesForecast): boolean {
  return (
    a.key === b.key &&
    a.history === b.history &&
    a.drawn?.result === b.drawn?.result &&
    isProvisional(a) === isProvisional(b)
  );
}

/** Whether a baseline is drawn until the worker answers: nothing is drawn, or something of another step or far away. */
export function isBaselineDue({ drawn, history }: SeriesForecast): boolean {
  if (!drawn || !history) {
    return true;
  }
  const { report, forecast } = drawn.result;
  const reach = forecast.times.length * report.step * 1000;
  return report.step !== history.step || Math.abs(endOf(history) - report.origin) > reach;
}

/** Whether the history on hand ends a step or more from where the drawn forecast starts. */
export function originMoved({ drawn, history }: SeriesForecast): boolean {
  return !!drawn && !!history && Math.abs(endOf(history) - drawn.result.report.origin) >= history.step * 1000;
}

function endOf({ start, step, values }: Series): number {
  return start + (values.length - 1) * step * 1000;
}
