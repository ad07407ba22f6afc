import type { Anomaly } from './anomalies';

/** Samples as the band sees them. */
export interface Seen {
  /** (n) ms, rising */
  times: ArrayLike<number>;
  /** (n) actual less expected, in the unit of the series */
  deviations: ArrayLike<number>;
  /** (n) half-widths of the band; NaN where not judged */
  scores: ArrayLike<number>;
}

/**
 * Incidents that a detector of steps found, each with its peak where the value is furthest out of the band on its side:
 * the return is as unlikely a step as the departure, and there the value is normal again. Where the band saw nothing on
 * that side it is the start; where it saw nothing at all the peak stays.
 */
export function atExcursion(anomalies: readonly Anomaly[], { times, deviations, scores }: Seen): Anomaly[] {
  return anomalies.map((anomaly) => {
    const { start, end, direction } = anomaly;
    let [furthest, most, isSeen] = [start, 0, false];
    for (let row = 0; row < times.length; row++) {
      if (times[row] < start || times[row] > end || Number.isNaN(scores[row])) {
        continue;
      }
      isSeen = true;
      const isOnItsSide = direction === 'above' ? deviations[row] > 0 : deviations[row] < 0;
      if (isOnItsSide && scores[row] > most) {
        [furthest, most] = [times[row], scores[row]];
      }
    }
    return isSeen ? { ...anomaly, peakTime: furthest } : anomaly;
  });
}
