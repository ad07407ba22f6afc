import { type Anomaly, type AnomalyRules, holdsPair, outsideRuns, toAnomaly } from '../anomalies';
import { HOUR_MS } from '../math';
import { FAR } from './usualDistance';

/** -log10 of the probability of a step that is no noise, where it leads out of the band. */
const RARE_STEP = 5;
/** A run that holds no rare step is marked once it has lasted as long, ms. */
const LONG = 3 * HOUR_MS;

export interface RunInput {
  /** (n) ms */
  times: ArrayLike<number>;
  /** (n) actual less expected, in the unit of the series */
  deviations: ArrayLike<number>;
  /** (n) half-widths of the fine band; NaN where not judged */
  scores: ArrayLike<number>;
  /** (n) -log10 of the probability of the step to each sample; 0 where unknown */
  steps: ArrayLike<number>;
}

/**
 * Runs of samples outside the fine band on one side. A run is marked from the first sample on at which a rare step has
 * led out of the band, two samples in a row are far out, or it has lasted three hours; its start is where it left the
 * band. Whether a run is marked at a sample depends on no later one.
 * @param rules scores above `limit` are out; twice the limit asks for steps and distances twice as rare
 */
export function findRuns({ times, deviations, scores, steps }: RunInput, rules: AnomalyRules): Anomaly[] {
  const { limit, minimumDuration = 0 } = rules;
  // Errors are averaged over two samples: a step shows at the one after it as well.
  const isRare = (row: number) => steps[row] >= RARE_STEP * limit || steps[row + 1] >= RARE_STEP * limit;
  const isFar = (row: number) => scores[row] > FAR * limit;
  return outsideRuns(deviations, scores, rules)
    .filter((run) => {
      const { rows } = run;
      const duration = times[rows[rows.length - 1]] - times[rows[0]];
      return duration >= minimumDuration && (duration >= LONG || rows.some(isRare) || holdsPair(run, isFar));
    })
    .map((run) => toAnomaly(run, times, scores, limit));
}
