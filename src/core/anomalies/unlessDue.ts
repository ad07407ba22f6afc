import type { Anomaly } from './anomalies';

/** A time in which something is due, ms. */
export interface DueTime {
  from: number;
  to: number;
}

/** So much of what is marked on a date may lie beyond the band, where it is as expected. */
const MOST_BEYOND = 0.2;

/**
 * The incidents without those that begin on a date on which something was due, and are within the band: the step that begins
 * it is unlikely on all other days. Its first and last samples say nothing, as the band leads from one course to the other there.
 * @param seen times (n, ms), and scores (n) against the band; of an incident without any, the date says all
 * @param step ms between the points of the grid
 */
export function unlessDue(
  anomalies: readonly Anomaly[],
  due: readonly DueTime[],
  { times, scores }: { times: ArrayLike<number>; scores: ArrayLike<number> },
  limit: number,
  step: number
): Anomaly[] {
  return anomalies.filter(({ start, end }) => {
    const date = due.find(({ from, to }) => start >= from - step && start <= to + step);
    if (date === undefined) {
      return true;
    }
    const isEdge = (time: number) => [date.from, date.to].some((edge) => Math.abs(time - edge) <= step);
    const own = Array.from(scores).filter(
      (one, i) => times[i] >= start && times[i] <= end && !isEdge(times[i]) && !Number.isNaN(one)
    );
    return own.filter((one) => one > limit).length > MOST_BEYOND * own.length;
  });
}
