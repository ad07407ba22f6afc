import type { Anomaly, AnomalyRules } from './anomalies';
import { severityOf } from './severity';

/** A stretch on one side of the band. */
export interface OutsideRun {
  direction: Anomaly['direction'];
  /** those outside, rising */
  rows: number[];
  /** the row of the highest score */
  peak: number;
}

/** Points missing or inside the band that do not end a run. */
export const BRIDGE = 1;

/**
 * Stretches on one side of the band, by the user's rules. One point back inside, or missing, does not end a run.
 * @param deviations (n) actual less expected, in the unit of the series; NaN in gaps
 * @param scores (n) distances from what was expected, 1 at the band's edge; NaN where unknown
 */
export function outsideRuns(
  deviations: ArrayLike<number>,
  scores: ArrayLike<number>,
  { limit, direction, minimumDeviation }: Pick<AnomalyRules, 'limit' | 'direction' | 'minimumDeviation'>
): OutsideRun[] {
  const sideOf = (row: number): Anomaly['direction'] | undefined => {
    if (!(scores[row] > limit) || !(Math.abs(deviations[row]) >= minimumDeviation)) {
      return undefined;
    }
    const side = deviations[row] > 0 ? 'above' : 'below';
    return direction === 'both' || direction === side ? side : undefined;
  };
  const runs: OutsideRun[] = [];
  for (let row = 0; row < scores.length; row++) {
    const side = sideOf(row);
    if (side === undefined) {
      continue;
    }
    const run: OutsideRun = { direction: side, rows: [row], peak: row };
    for (let next = row + 1; next < scores.length && next - row <= BRIDGE + 1; next++) {
      if (sideOf(next) === side) {
        run.rows.push(next);
        run.peak = scores[next] > scores[run.peak] ? next : run.peak;
        row = next;
      }
    }
    runs.push(run);
  }
  return runs;
}

/** Whether two rows in a row of a run are such. */
export function holdsPair({ rows }: OutsideRun, is: (row: number) => boolean): boolean {
  return rows.some((row, i) => row - rows[i - 1] === 1 && is(row) && is(row - 1));
}

/** @param times (n) ms; `scores` (n) */
export function toAnomaly(
  { direction, rows, peak }: OutsideRun,
  times: ArrayLike<number>,
  scores: ArrayLike<number>,
  limit: number
): Anomaly {
  const [start, end] = [times[rows[0]], times[rows[rows.length - 1]]];
  const severity = severityOf(scores[peak], limit);
  return { start, end, direction, peakScore: scores[peak], peakTime: times[peak], severity };
}
