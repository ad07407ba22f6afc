import { findAnomalies } from '../anomalies/anomalies';
import { breachesAfter, findBreaches, type Breach } from '../breaches/breach';
import { calibrate, toForecast, type Bounds, type Offsets } from '../bands/calibration';
import type { Forecast } from '../bands/forecast';
import { measureCoverages, residualsByLeadTime, type Hindcast } from './hindcast';
import { carryIncident, isReturn, ongoingIncident } from '../breaches/incident';
import { lateNotes } from '../fitted/notes';
import type { ForecastOptions } from '../options/options';
import { levelsOf } from '../options/resolve';
import type { ForecastResult, Report } from '../fitted/result';
import { countKnown, lastKnownIndex, silenceOf, timeAt, type Series } from '../series/series';
import type { Slices } from '../series/split';
import { rulesOf } from '../anomalies/stepLikelihood';
import { bandScore, sigmaScore, walkForward, type Walk } from './walk';

/** What a forecaster is judged on. */
export interface Task {
  series: Series;
  slices: Slices;
  options: ForecastOptions;
  thresholds: readonly number[];
  /** a difference that is nothing, in the unit of the series */
  tiny: number;
}

/** A forecaster after its walk through the calibration and live slices. */
export interface Judged {
  hindcast: Hindcast;
  offsets: Offsets;
  walk: Walk;
}

/** An actual this far out is replaced by its expected value in the windows of later forecasts. */
const REPLACE_FROM = 1.5;

/** Values that no forecast lies beyond. */
export function boundsOf(options: ForecastOptions): Bounds {
  return { lower: options.lowerBound ?? -Infinity, upper: options.upperBound ?? Infinity };
}

/**
 * Calibrates past forecasts and walks them through the calibration and live slices.
 * @param maxReplaced longest anomaly kept out of later windows, steps; 0: none is
 */
export function judge({ series, slices, options, tiny }: Task, hindcast: Hindcast, maxReplaced: number): Judged {
  const { values } = series;
  const { from, to } = slices.calibration;
  const residuals = residualsByLeadTime(hindcast, values, slices.calibration);
  const offsets = calibrate(residuals, levelsOf(options), countKnown(values, from, to));
  const stretch = { from: slices.calibration.from, to: slices.live.to };
  const walk = walkForward(values, hindcast, stretch, {
    score: bandScore(offsets, tiny, boundsOf(options)),
    replaceFrom: maxReplaced > 0 ? REPLACE_FROM : Infinity,
    maxSteps: maxReplaced,
  });
  return { hindcast, offsets, walk };
}

/**
 * Everything the panel draws.
 * @param future (H) points beyond the origin
 */
export function assemble(
  task: Task,
  judged: Judged,
  future: Float64Array,
  report: Omit<Report, 'coverage' | 'origin' | 'step' | 'points'>
): ForecastResult {
  const { series, slices, options } = task;
  const { hindcast, offsets, walk } = judged;
  const bounds = boundsOf(options);
  const end = walk.from + walk.point.length;
  const rowTimes = Float64Array.from(walk.point, (_, i) => timeAt(series, walk.from + i));
  const expected = toForecast(rowTimes, walk.point, walk.leadTime, offsets, bounds);
  const actuals = series.values.subarray(walk.from, end);
  const anomalyScore = scoresOf(task, judged, actuals);
  const row = lastKnownIndex(series.values);
  const origin = timeAt(series, row);
  const leadTimes = Int32Array.from(future, (_, h) => h + 1);
  const times = Float64Array.from(leadTimes, (h) => timeAt(series, row + h));
  const calm = toForecast(times, future, leadTimes, offsets, bounds);
  const incident = ongoingIncident(series.values, walk.cleaned, row);
  const forecast = incident ? carryIncident(calm, incident, offsets, bounds) : calm;
  const crossings = breachesOf(series, forecast, task.thresholds);
  const coverage = measureCoverages(hindcast, series.values, slices.live, offsets, bounds);
  const mark = () =>
    findAnomalies(
      rowTimes,
      actuals,
      expected.point,
      anomalyScore,
      rulesOf(series, options, walk.from, walk.point.length)
    );
  return {
    expected,
    anomalyScore,
    anomalies: options.anomalyMethod === 'off' ? [] : mark(),
    forecast,
    breaches: crossings.filter((breach) => incident === undefined || !isReturn(breach, incident, forecast)),
    report: {
      ...report,
      origin,
      step: series.step,
      points: countKnown(series.values),
      coverage,
      notes: [...report.notes, ...lateNotes(coverage)],
    },
  };
}

/** Breaches from the last known value on; of a series that has stopped, those after the end of its grid. */
export function breachesOf(series: Series, forecast: Forecast, thresholds: readonly number[]): Breach[] {
  const { values } = series;
  const row = lastKnownIndex(values);
  const breaches = findBreaches(forecast, { time: timeAt(series, row), value: values[row] }, thresholds);
  return silenceOf(series) > 0 ? breachesAfter(breaches, timeAt(series, values.length - 1)) : breaches;
}

/** Scores by the chosen method; the walk's own are by the band. */
function scoresOf(
  { series, slices, options, tiny }: Task,
  { hindcast, walk }: Judged,
  actuals: Float64Array
): Float64Array {
  if (options.anomalyMethod !== 'sigma') {
    return walk.score;
  }
  const residuals = residualsByLeadTime(hindcast, series.values, slices.calibration);
  const score = sigmaScore(residuals, options.sigmas, tiny);
  return actuals.map((actual, i) => score(actual, walk.point[i], walk.leadTime[i]));
}
