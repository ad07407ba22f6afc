import type { Reason } from '../detector';
import { HOUR_MS } from '../math';
import { BRIDGE, type OutsideRun, holdsPair, outsideRuns, toAnomaly } from './outsideRuns';
import type { Severity } from './severity';

/** A run of actuals outside the band. Times in ms since the epoch, both ends inclusive. */
export interface Anomaly {
  start: number;
  end: number;
  direction: 'above' | 'below';
  /** largest anomaly score of the run */
  peakScore: number;
  /** time of the peak, ms */
  peakTime: number;
  /** of `peakScore` */
  severity: Severity;
  /** what was noticed, where a detector found it */
  reason?: Reason;
}

export interface AnomalyRules {
  /** scores above this are anomalous */
  limit: number;
  direction: 'both' | 'above' | 'below';
  /** differences smaller than this are ignored, in the unit of the series */
  minimumDeviation: number;
  /** runs that are over sooner are ignored, ms */
  minimumDuration?: number;
  /**
   * (n) -log10 of the probability of the step to each value, NaN where unknown; asked for once a run depends on it.
   * Without it any run may be marked.
   */
  stepLikelihood?(): ArrayLike<number>;
  /** only runs that last are marked: what was expected is too rough to tell shorter ones */
  onlyLong?: boolean;
}

/** Times the limit: a run holds a step that comes once in a hundred rows, ... */
const RARE_STEP = 2;
/** ... or two rows in a row are this many times the limit out, ... */
const FAR = 4;
/** ... or one is as far as this, ... */
const FAR_ALONE = 8;
/** ... or it lasts as long as this, ms. */
const LONG = 3 * HOUR_MS;

/**
 * Runs of actuals beyond the limit, on one side. One step back inside, or missing, does not end a run.
 * A 95 % band leaves out one point in twenty on quiet days too, so a run of n must peak above (1 + 1/n) times the
 * limit: a single point from twice the limit on, two from one and a half. And noise leaves a band as easily as it comes
 * back: a run that holds no rare step is marked where it is far out, as where a step was expected and none came, or once
 * it lasts three hours (docs/accuracy/anomalies.md says what both are worth).
 *
 * @param times (n) ms; `actuals`, `points`, `scores` (n), NaN in gaps
 */
export function findAnomalies(
  times: Float64Array,
  actuals: ArrayLike<number>,
  points: ArrayLike<number>,
  scores: ArrayLike<number>,
  rules: AnomalyRules
): Anomaly[] {
  const { limit, minimumDuration = 0, onlyLong = false } = rules;
  let steps: ArrayLike<number> | undefined;
  const isRare = (row: number) => {
    steps ??= rules.stepLikelihood?.();
    return steps === undefined || !(steps[row] < RARE_STEP * limit);
  };
  const isFar = (times: number) => (row: number) => scores[row] > times * limit;
  const step = times.length > 1 ? times[1] - times[0] : 0;
  const deviations = Float64Array.from(times, (_, row) => actuals[row] - points[row]);
  const runs = outsideRuns(deviations, scores, rules);
  return runs
    .filter((run, i) => {
      const { rows, peak } = run;
      const [first, last] = [rows[0], rows[rows.length - 1]];
      const duration = times[last] - times[first] + step;
      const isMarked = scores[peak] > limit * (1 + 1 / rows.length) && duration >= minimumDuration;
      return (
        isMarked &&
        !(onlyLong && isReturn(run, runs[i - 1])) &&
        (duration >= LONG ||
          (!onlyLong && (rows.some(isFar(FAR_ALONE)) || holdsPair(run, isFar(FAR)) || holds(isRare, first, last))))
      );
    })
    .map((run) => toAnomaly(run, times, scores, limit));
}

/**
 * Whether a run is the way back of what was expected, which a rough forecast lets follow an incident: it begins on the other
 * side where that ends, and lasts no longer.
 */
function isReturn({ direction, rows }: OutsideRun, before?: OutsideRun): boolean {
  return (
    before !== undefined &&
    before.direction !== direction &&
    rows[0] - before.rows[before.rows.length - 1] <= BRIDGE + 1 &&
    rows.length <= before.rows.length
  );
}

/** Whether any row of `from..to`, both included, is one of these. */
function holds(isOne: (row: number) => boolean, from: number, to: number): boolean {
  for (let row = from; row <= to; row++) {
    if (isOne(row)) {
      return true;
    }
  }
  return false;
}
