import type { Anomaly } from './anomalies';
import { type PresetName, defaultRules, findIncidents, reasonOf, scoreSamples } from '../detector';
import type { NetworkChannel } from '../channels';
import { excludedRows, toSamples, warmUpOf, withoutMasked } from './mask';
import type { ForecastOptions } from '../options';
import { type Series, timeAt } from '../series';
import { MINUTE_SECONDS } from '../math';
import { severityOf } from './severity';

/** Findings of a preset in a series. */
export interface Detected {
  anomalies: Anomaly[];
  /** (N) 1 at the threshold of the preset; NaN where a value is missing */
  score: Float64Array;
}

/**
 * Anomalies by a preset of the detector, each judged by what came before it alone. What lies in excluded windows is not
 * learned from and not marked.
 * @param network the LSTM's channel; without it the others judge alone
 */
export function detectAnomalies(
  series: Series,
  options: ForecastOptions,
  preset: PresetName,
  network?: NetworkChannel
): Detected {
  const samples = toSamples(withoutMasked(series, excludedRows(series, options)));
  const warmUp = warmUpOf(series);
  const scored = scoreSamples(samples, { preset, warmUp, network });
  const { direction, minimumDeviation, anomalyLimit, minimumDuration } = options;
  const { step } = series;
  const situation = { warmUp, step, hasNetwork: network !== undefined };
  const rules = {
    ...defaultRules(preset, { ...situation, sensitivity: 1 / anomalyLimit }),
    ...{ direction, minimumDeviation },
    minimumDuration: Math.ceil((minimumDuration * MINUTE_SECONDS) / step),
  };
  const incidents = findIncidents(samples, scored, rules);
  return {
    anomalies: incidents.map((incident): Anomaly => {
      const { start, end, peak } = incident;
      const peakScore = incident.peakScore * anomalyLimit;
      return {
        ...{ start: timeAt(series, start), end: timeAt(series, end), peakTime: timeAt(series, peak) },
        direction: incident.direction,
        peakScore,
        severity: severityOf(peakScore, anomalyLimit),
        reason: reasonOf(incident, samples, scored),
      };
    }),
    score: scored.likelihood.map((likelihood) => (likelihood / rules.threshold) * anomalyLimit),
  };
}
