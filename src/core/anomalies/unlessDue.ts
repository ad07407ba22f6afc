import type { Anomaly } from './anomalies';

/** A time in which something is due, ms. */
export interface DueTime {
  from: number;
  to: number;
}

/** So much of what is marked on a date may lie beyond the band, where it is as expected, ... */
const MOST_BEYOND = 0.2;
/** ... and so much of it on a date that is shorter than so many steps: it has nothing but edges, and may be a step late. */
const MOST_OF_SHORT = 0.5;
const SHORT = 4;

/**
 * The incidents without those that begin on a date on which something was due, and are within the band: the step that begins
 * it is unlikely on all other days. Its first and last samples say nothing, as the band leads from one course to the other there,
 * unless there are no others.
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
    const { from, to } = date;
    const isShort = to - from < SHORT * step;
    const isEdge = (time: number) => [from, to].some((edge) => Math.abs(time - edge) <= step);
    const isOn = (time: number) => time >= from && time <= to && (isShort || !isEdge(time));
    const goesBeyond = (most: number, counts: (time: number) => boolean) => {
      const own = Array.from(scores).filter(
        (one, i) => times[i] >= start && times[i] <= end && counts(times[i]) && !Number.isNaN(one)
      );
      return own.filter((one) => one > limit).length > most * own.length;
    };
    // A mark that ends long after the date would hide what was on it.
    return goesBeyond(MOST_BEYOND, (time) => !isEdge(time)) || goesBeyond(isShort ? MOST_OF_SHORT : MOST_BEYOND, isOn);
  });
}
