import {
  type Anomaly,
  type DueTime,
  atExcursion,
  detectAnomalies,
  excludedRows,
  findAnomalies,
  findRareSamples,
  lasting,
  outOfWidened,
  rulesOf,
  toSamples,
  unlessDue,
  warmUpOf,
  withoutMasked,
} from '../anomalies';
import { createMemory } from '../rarity';
import { clockOffset } from '../series';
import type { Expected } from './expected';
import type { FittedForecast } from './fittedForecast';

/** Anomalies by the chosen method, and the scores of the rows of the replay. */
export function markAnomalies(
  { series, options, replay, sources }: FittedForecast,
  past: Expected,
  due: readonly DueTime[]
) {
  const { network, isInstant = false, timeZone } = sources;
  const isDetected = ['calibrated', 'spikes', 'sustained'].includes(options.anomalyMethod);
  const anomalyMethod = isInstant && isDetected ? 'band' : options.anomalyMethod;
  const { times, point } = past.forecast;
  const actuals = series.values.subarray(replay.from, replay.from + times.length);
  const deviations = actuals.map((actual, i) => actual - point[i]);
  const expected = (anomalies: readonly Anomaly[], scores: Float64Array) =>
    unlessDue(anomalies, due, { times, scores }, options.anomalyLimit, 1000 * series.step);
  const withoutExcluded = () => {
    const excluded = excludedRows(series, options).subarray(replay.from);
    return past.score.map((value, i) => (excluded[i] === 1 ? NaN : value));
  };
  switch (anomalyMethod) {
    case 'off':
      return { anomalies: [] as Anomaly[], score: past.score };
    case 'calibrated': {
      const samples = toSamples(withoutMasked(series, excludedRows(series, options)));
      const memory = createMemory(clockOffset(timeZone));
      const { anomalies } = findRareSamples(samples, series.step, { warmUp: warmUpOf(series) }, options, memory);
      const scores = withoutExcluded();
      const rules = rulesOf(series, options, replay.from, times.length);
      return {
        anomalies: outOfWidened(
          expected(lasting(anomalies, { times, deviations, scores }, rules, 1000 * series.step), scores),
          { times, scores },
          options
        ),
        // As of live samples: how far each is from what was expected, whatever it is that makes it rare.
        score: scores,
      };
    }
    case 'spikes':
    case 'sustained': {
      const { anomalies, score } = detectAnomalies(series, options, anomalyMethod, network);
      return {
        anomalies: outOfWidened(
          expected(atExcursion(anomalies, { times, deviations, scores: past.score }), past.score),
          { times, scores: past.score },
          options
        ),
        score: score.slice(replay.from, replay.from + times.length),
      };
    }
    default: {
      const score = withoutExcluded();
      const known = rulesOf(series, options, replay.from, times.length);
      const rules = { ...known, onlyLong: isInstant && known.stepLikelihood !== undefined };
      return { anomalies: findAnomalies(times, actuals, point, score, rules), score };
    }
  }
}
