import type { History } from './history';

const WEEK = 7;

/** Days back that a season may look: 7 from two weeks of history on, a third of the days below that. */
export function countDayLags(rows: number, day: number): number {
  const days = rows / day;
  return days >= 2 * WEEK ? WEEK : Math.max(1, Math.floor(days / 3));
}

/**
 * The hour around the same local time k days earlier, averaged, as it is known at `origin`: the part of that hour
 * after it is left out. NaN where nothing of it is known.
 */
export function dayLag({ clipped, hour, lagIndex }: History, row: number, k: number, origin: number): number {
  const center = lagIndex(row, k);
  const half = hour >> 1;
  return clipped.over(center - half, Math.min(center + half, origin));
}
