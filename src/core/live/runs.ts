import { type Anomaly, type AnomalyRules, severityOf } from '../anomalies';
import { HOUR_MS } from '../math';
import { FAR } from './fineScores';

/** -log10 of the probability of a step that is no noise, where it leads out of the band. */
const RARE_STEP = 5;
/** A run that holds no rare step is marked once it has lasted as long, ms. */
const LONG = 3 * HOUR_MS;
/** Samples inside the band, or missing, that do not end a run. */
const BRIDGE = 1;

export interface RunInput {
  /** (n) ms */
  times: ArrayLike<number>;
  /** (n) actual less expected, in the unit of the series */
  deviations: ArrayLike<number>;
  /** (n) signed half-widths of the fine band; NaN where not judged */
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
  const { limit, direction, minimumDeviation, minimumDuration = 0 } = rules;
  const sideOf = (i: number): Anomaly['direction'] | undefined => {
    if (!(Math.abs(scores[i]) > limit) || !(Math.abs(deviations[i]) >= minimumDeviation)) {
      return undefined;
    }
    const side = scores[i] > 0 ? 'above' : 'below';
    return direction === 'both' || direction === side ? side : undefined;
  };
  // Errors are averaged over two samples: a step shows at the one after it as well.
  const isRare = (i: number) => steps[i] >= RARE_STEP * limit || steps[i + 1] >= RARE_STEP * limit;
  const isFar = (i: number) => Math.abs(scores[i]) > FAR * limit;
  const anomalies: Anomaly[] = [];
  for (let i = 0; i < times.length;) {
    const side = sideOf(i);
    if (side === undefined) {
      i++;
      continue;
    }
    let [end, peak, isMarked] = [i, i, false];
    for (let j = i; j < times.length && j - end <= BRIDGE + 1; j++) {
      if (sideOf(j) !== side) {
        continue;
      }
      const isPair = isFar(j) && j > i && isFar(j - 1) && sideOf(j - 1) === side;
      isMarked ||= isRare(j) || isPair || times[j] - times[i] >= LONG;
      end = j;
      peak = Math.abs(scores[j]) > Math.abs(scores[peak]) ? j : peak;
    }
    if (isMarked && times[end] - times[i] >= minimumDuration) {
      const peakScore = Math.abs(scores[peak]);
      anomalies.push({
        ...{ start: times[i], end: times[end], direction: side, peakScore, peakTime: times[peak] },
        severity: severityOf(peakScore, limit),
      });
    }
    i = end + 1;
  }
  return anomalies;
}
