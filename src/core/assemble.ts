import { findAnomalies } from './anomalies';
import { findBreaches } from './breach';
import { calibrate, toForecast, type Bounds, type Offsets } from './calibration';
import { measureCoverages, residualsByLeadTime, type Hindcast } from './hindcast';
import type { ForecastOptions } from './options';
import { levelsOf } from './resolve';
import type { ForecastResult, Report } from './result';
import { lastKnownIndex, timeAt, type Series } from './series';
import type { Slices } from './split';
import { bandScore, sigmaScore, walkForward, type Walk, type WalkRules } from './walk';

/** A forecaster after its walk through the calibration and live slices. */
export interface Judged {
  hindcast: Hindcast;
  residuals: Float64Array[];
  offsets: Offsets;
  walk: Walk;
}

/** An actual this far out is replaced by its expected value in the windows of later forecasts. */
const REPLACE_FROM = 1.5;

export function boundsOf(options: ForecastOptions): Bounds {
  return { lower: options.lowerBound ?? -Infinity, upper: options.upperBound ?? Infinity };
}

/**
 * Calibrates past forecasts and walks them through the calibration and live slices.
 * @param tiny a difference that is nothing, in the unit of the series
 * @param maxReplaced longest anomaly kept out of later windows, steps; 0: none is
 */
export function judge(
  hindcast: Hindcast,
  values: Float64Array,
  slices: Slices,
  options: ForecastOptions,
  tiny: number,
  maxReplaced: number
): Judged {
  const residuals = residualsByLeadTime(hindcast, values, slices.calibration);
  const offsets = calibrate(residuals, levelsOf(options));
  const walk = walkForward(
    values,
    hindcast,
    { from: slices.calibration.from, to: slices.live.to },
    {
      score: bandScore(offsets, tiny),
      replaceFrom: maxReplaced > 0 ? REPLACE_FROM : Infinity,
      maxSteps: maxReplaced,
    }
  );
  return { hindcast, residuals, offsets, walk };
}

/** Everything the panel draws, out of a judged forecaster and its points beyond the origin. */
export function assemble(
  series: Series,
  slices: Slices,
  options: ForecastOptions,
  thresholds: readonly number[],
  judged: Judged,
  future: Float64Array,
  tiny: number,
  report: Omit<Report, 'coverage'>
): ForecastResult {
  const { hindcast, offsets, walk } = judged;
  const bounds = boundsOf(options);
  const rows = Float64Array.from(walk.point, (_, i) => walk.from + i);
  const expected = toForecast(
    rows.map((row) => timeAt(series, row)),
    walk.point,
    walk.leadTime,
    offsets,
    bounds
  );
  const actuals = series.values.subarray(walk.from, walk.from + walk.point.length);
  const scores = scoresOf(judged, actuals, options, tiny);
  const origin = lastKnownIndex(series.values);
  const leadTimes = Int32Array.from(future, (_, h) => h + 1);
  const times = Float64Array.from(leadTimes, (h) => timeAt(series, origin + h));
  const forecast = toForecast(times, future, leadTimes, offsets, bounds);
  return {
    expected,
    anomalyScore: scores,
    anomalies:
      options.anomalyMethod === 'off'
        ? []
        : findAnomalies(expected.times, actuals, walk.point, scores, {
            limit: options.anomalyLimit,
            direction: options.direction,
            minimumDeviation: options.minimumDeviation,
          }),
    forecast,
    breaches: findBreaches(forecast, { time: timeAt(series, origin), value: series.values[origin] }, thresholds),
    report: { ...report, coverage: measureCoverages(hindcast, series.values, slices.live, offsets, bounds) },
  };
}

function scoresOf(
  { residuals, walk }: Judged,
  actuals: Float64Array,
  options: ForecastOptions,
  tiny: number
): Float64Array {
  if (options.anomalyMethod !== 'sigma') {
    return walk.score;
  }
  const score: WalkRules['score'] = sigmaScore(residuals, options.sigmas, tiny);
  return actuals.map((actual, i) => score(actual - walk.point[i], walk.leadTime[i]));
}
