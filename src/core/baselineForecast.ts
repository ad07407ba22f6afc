import { assemble, boundsOf, judge } from './assemble';
import { toForecast } from './calibration';
import { ForecastFailure } from './errors';
import type { ForecastOptions } from './options';
import { horizonSteps, levelsOf, neededForBaseline } from './resolve';
import type { ForecastResult } from './result';
import { fitScaler } from './scaling';
import { findSeason } from './season';
import { countKnown, isConstant, lastKnownIndex, timeAt, type Series } from './series';
import { splitHistory, toSlices } from './split';
import { notesOf } from './notes';
import { findOrigins } from './windows';
import { accuracyOf, hindcastBaseline, rankBaselines } from './yardsticks';

/**
 * The instant forecast: the best of seasonal naive, `predict_linear` and last value on the validation slice, with
 * calibrated bands. Some milliseconds for 1,500 points, so it may run on the main thread.
 * @throws ForecastFailure `no-values`, `too-little-history`, `too-large`
 */
export function forecastBaseline(
  series: Series,
  options: ForecastOptions,
  thresholds: readonly number[]
): ForecastResult {
  const { values } = series;
  const horizon = horizonSteps(options, series.step);
  assertLearnable(series, horizon, neededForBaseline(options));
  if (isConstant(values)) {
    return forecastConstant(series, options, horizon);
  }
  const slices = toSlices(series, splitHistory(series));
  const season = findSeason(values, series.step, slices.train.to);
  const tiny = fitScaler(values, 0, slices.train.to).spread * 1e-6;
  const origin = lastKnownIndex(values);
  const origins = findOrigins(values, { from: slices.validation.from, to: origin + 1 }, 1);
  const ranked = rankBaselines(values, slices, origins, horizon, season, options.sequenceLength);
  const [{ baseline, hindcast }] = ranked;
  // Yesterday's incident must not be today's forecast.
  const maxReplaced = baseline.source === 'seasonal-naive' ? Math.round(86400 / series.step) : 0;
  const first = judge(hindcast, values, slices, options, tiny, maxReplaced);
  const cleaned = first.walk.cleaned;
  const judged =
    maxReplaced > 0
      ? judge(hindcastBaseline(baseline, cleaned, origins, horizon), values, slices, options, tiny, maxReplaced)
      : first;
  return assemble(series, slices, options, thresholds, judged, baseline.forecast(cleaned, origin, horizon), tiny, {
    source: baseline.source,
    origin: timeAt(series, origin),
    step: series.step,
    points: countKnown(values),
    season,
    trainedAt: timeAt(series, origin),
    accuracy: ranked.map((yardstick) =>
      accuracyOf(
        yardstick.baseline.source,
        yardstick.baseline === baseline ? judged.hindcast : yardstick.hindcast,
        values,
        slices,
        season
      )
    ),
    notes: notesOf(judged, values, slices),
  });
}

/**
 * @param needed known points
 * @throws ForecastFailure `no-values`, `too-little-history`, `too-large`
 */
export function assertLearnable(series: Series, horizon: number, needed: number): void {
  const got = countKnown(series.values);
  if (got === 0) {
    throw new ForecastFailure({ kind: 'no-values' });
  }
  if (got < needed) {
    throw new ForecastFailure({ kind: 'too-little-history', needed, got, step: series.step });
  }
  const size = series.values.length * horizon;
  if (size > MAX_TARGETS) {
    throw new ForecastFailure({ kind: 'too-large', what: 'points times lead times', size, limit: MAX_TARGETS });
  }
}
const MAX_TARGETS = 20_000_000;

function forecastConstant(series: Series, options: ForecastOptions, horizon: number): ForecastResult {
  const origin = lastKnownIndex(series.values);
  const value = series.values[origin];
  const flat = new Float64Array(horizon).fill(value);
  const offsets = { levels: levelsOf(options), tooFew: [] };
  const none = offsets.levels.map(() => new Float64Array(horizon));
  const leadTimes = Int32Array.from(flat, (_, h) => h + 1);
  const times = Float64Array.from(leadTimes, (h) => timeAt(series, origin + h));
  const empty = new Float64Array(0);
  const bands = { ...offsets, below: none, above: none };
  return {
    expected: toForecast(empty, empty, empty, bands, boundsOf(options)),
    anomalyScore: empty,
    anomalies: [],
    forecast: toForecast(times, flat, leadTimes, bands, { lower: -Infinity, upper: Infinity }),
    breaches: [],
    report: {
      source: 'constant',
      origin: timeAt(series, origin),
      step: series.step,
      points: countKnown(series.values),
      trainedAt: timeAt(series, origin),
      accuracy: [],
      coverage: [],
      notes: ['The history never changes: its one value is forecast to stay, and no band can be measured.'],
    },
  };
}
