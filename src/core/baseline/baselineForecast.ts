import { assemble } from './assemble';
import { forecastConstant } from '../fitted/constantForecast';
import { futureOf, judgeBaselines } from './judgeBaseline';
import { assertLearnable, NOTHING } from '../series/limits';
import type { ForecastOptions } from '../options/options';
import { horizonSteps, neededForBaseline } from '../options/resolve';
import type { ForecastResult } from '../fitted/result';
import { fitScaler } from '../math/scaling';
import { findSeason } from '../history/season';
import { isConstant, lastKnownIndex, timeAt, type Series } from '../series/series';
import { splitHistory, toSlices } from '../series/split';
import { notesOf } from '../fitted/notes';
import { findOrigins, thinOrigins } from '../lstm/windows';
import { accuracyOf, rankBaselines } from './yardsticks';

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
    return forecastConstant(series, options, thresholds);
  }
  const slices = toSlices(series, splitHistory(series));
  const { spread } = fitScaler(values, 0, slices.train.to);
  const task = { series, slices, options, thresholds, tiny: spread * NOTHING };
  const season = findSeason(values, series.step, slices.train.to);
  const origin = lastKnownIndex(values);
  const origins = thinOrigins(findOrigins(values, { from: slices.validation.from, to: origin + 1 }, 1), horizon);
  const ranked = rankBaselines(values, slices, origins, horizon, season, options.sequenceLength);
  const yardsticks = judgeBaselines(task, ranked);
  const [best] = yardsticks;
  return assemble(task, best.judged, futureOf(task, best), {
    source: best.baseline.source,
    season,
    trainedAt: timeAt(series, origin),
    accuracy: yardsticks.map(({ baseline, judged }) =>
      accuracyOf(baseline.source, judged.hindcast, values, slices, season)
    ),
    notes: notesOf(best.judged, series, slices),
  });
}
