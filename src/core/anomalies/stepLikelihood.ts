import type { AnomalyRules } from './anomalies';
import { scoreSamples } from '../detector';
import { excludedRows, toSamples, warmUpOf, withoutMasked } from './mask';
import type { ForecastOptions } from '../options';
import type { Series } from '../series';
import { MINUTE_MS } from '../math';

/**
 * (N) How unlikely the step to each value is by the values before it alone, as -log10 of a probability: the
 * autoregression of the detector's preset `spikes`. NaN where it cannot tell: early on, and after a gap.
 */
export function stepLikelihoodOf(series: Series, options: ForecastOptions): Float64Array {
  const { values } = withoutMasked(series, excludedRows(series, options));
  const { likelihood, warmUp } = scoreSamples(toSamples({ ...series, values }), {
    preset: 'spikes',
    warmUp: warmUpOf(series),
  });
  return likelihood.map((step, row) => (row < warmUp || Number.isNaN(values[row - 1]) ? NaN : step));
}

/**
 * Rules for marks on rows `from .. from + count`, by how far a value is from what was expected. The rule
 * mean + k sigma is measured as the guide writes it: every value beyond it counts.
 */
export function rulesOf(series: Series, options: ForecastOptions, from: number, count: number): AnomalyRules {
  const { anomalyMethod, anomalyLimit: limit, direction, minimumDeviation, minimumDuration } = options;
  const isPlain = anomalyMethod === 'sigma';
  const stepLikelihood = isPlain ? undefined : () => stepLikelihoodOf(series, options).subarray(from, from + count);
  return { limit, direction, minimumDeviation, minimumDuration: minimumDuration * MINUTE_MS, stepLikelihood };
}
