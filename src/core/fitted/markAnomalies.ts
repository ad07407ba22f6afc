import { findAnomalies, type Anomaly } from '../anomalies/anomalies';
import { detectAnomalies } from '../anomalies/detectAnomalies';
import type { Expected } from './expected';
import { excludedRows } from '../anomalies/mask';
import type { FittedForecast } from './fittedForecast';
import { rulesOf } from '../anomalies/stepLikelihood';

/** Anomalies by the chosen method, and the scores of the rows of the replay. */
export function markAnomalies({ series, options, replay, sources: { network } }: FittedForecast, past: Expected) {
  const { anomalyMethod } = options;
  const { times, point } = past.forecast;
  const actuals = series.values.subarray(replay.from, replay.from + times.length);
  switch (anomalyMethod) {
    case 'off':
      return { anomalies: [] as Anomaly[], score: past.score };
    case 'spikes':
    case 'sustained': {
      const { anomalies, score } = detectAnomalies(series, options, anomalyMethod, network);
      return { anomalies, score: score.slice(replay.from, replay.from + times.length) };
    }
    default: {
      const excluded = excludedRows(series, options).subarray(replay.from);
      const score = past.score.map((value, i) => (excluded[i] === 1 ? NaN : value));
      const rules = rulesOf(series, options, replay.from, times.length);
      return { anomalies: findAnomalies(times, actuals, point, score, rules), score };
    }
  }
}
