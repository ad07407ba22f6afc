import { breachesAhead } from '../breaches';
import { phrase } from '../language';
import { staleNotes } from './notes';
import { type ForecastOptions, boundsOf, horizonSteps } from '../options';
import type { ForecastResult } from './result';
import { type Series, countKnown, lastKnownIndex, timeAt } from '../series';

/** The forecast of a series that never changes: its value stays, and there is no error to make a band of. */
export function forecastConstant(
  series: Series,
  options: ForecastOptions,
  thresholds: readonly number[]
): ForecastResult {
  const row = lastKnownIndex(series.values);
  const origin = timeAt(series, row);
  const length = horizonSteps(options, series.step);
  const times = Float64Array.from({ length }, (_, h) => timeAt(series, row + h + 1));
  const flat = () => new Float64Array(length).fill(series.values[row]);
  const empty = () => new Float64Array(0);
  const levels = options.levels;
  const forecast = {
    times,
    point: flat(),
    intervals: levels.map((level) => ({ level, lower: flat(), upper: flat() })),
  };
  return {
    expected: {
      times: empty(),
      point: empty(),
      intervals: levels.map((level) => ({ level, lower: empty(), upper: empty() })),
    },
    anomalyScore: empty(),
    anomalies: [],
    forecast,
    breaches: breachesAhead(
      series,
      { paths: flat(), weights: Float64Array.of(1), horizon: length },
      undefined,
      thresholds
    ),
    report: {
      source: 'constant',
      origin,
      step: series.step,
      points: countKnown(series.values),
      bounds: boundsOf(options),
      trainedAt: origin,
      accuracy: [],
      coverage: [],
      notes: [
        ...staleNotes(series),
        phrase('The history never changes: its one value is forecast to stay, and no band can be measured.'),
      ],
    },
  };
}
