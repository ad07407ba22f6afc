import type { History } from './history';

const WEEK = 7;

/** Days back that a season may look: 7 from two weeks of history on, a third of the days below that. */
export function countDayLags(rows: number, day: number): number {
  const days = rows / day;
  return days >= 2 * WEEK ? WEEK : Math.max(1, Math.floor(days / 3));
}

/** The value at the same local time k days before a row, as it is known at `origin`; NaN where it is not. */
export function dayLag({ clipped, lagIndex }: History, row: number, k: number, origin: number): number {
  const earlier = lagIndex(row, k);
  return earlier >= 0 && earlier <= origin ? (clipped.values[earlier] ?? NaN) : NaN;
}
