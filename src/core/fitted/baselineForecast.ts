import { excludedRows } from '../anomalies';
import { BASELINES } from '../members';
import { type ForecastOptions, horizonSteps, neededForBaseline } from '../options';
import { type Series, assertWithinLimits, isConstant, lastKnownIndex, timeAt } from '../series';
import { forecastConstant } from './constantForecast';
import { drawForecast } from './drawForecast';
import { fitForecast } from './fittedForecast';
import type { ForecastResult } from './result';

/** Points of past forecasts that the instant answer is measured on: enough to replay each row of 30 days at 30 min. */
const POINTS = 12_000;

/**
 * The instant forecast: the blend with its three members that need no fit, measured on fewer past forecasts. Some tens
 * of milliseconds for 30 days at 10 min, so it may run on the main thread.
 * @param timeZone IANA zone of the calendar
 * @throws ForecastFailure `no-values`, `too-little-history`, `too-large`, `invalid-option`
 */
export function forecastBaseline(
  series: Series,
  options: ForecastOptions,
  thresholds: readonly number[],
  timeZone = 'UTC'
): ForecastResult {
  assertWithinLimits(series, horizonSteps(options, series.step), neededForBaseline(options));
  if (isConstant(series.values)) {
    return forecastConstant(series, options, thresholds);
  }
  const mask = excludedRows(series, options);
  const fitted = fitForecast(series, options, { timeZone, mask, members: BASELINES, points: POINTS, isInstant: true });
  return drawForecast(fitted, { thresholds, trainedAt: timeAt(series, lastKnownIndex(series.values)) });
}
