import { LEAST } from './candidates';
import type { Recurring } from './recurring';

/** A row beside the usual course, on a date that is due. */
export interface Due {
  middle: number;
  least: number;
  most: number;
  /** of each date before, NaN where it is not known */
  each: number[];
}

/** Rows `from..to` at which something is due. */
export interface Stretch {
  from: number;
  to: number;
}

/** Rows that are expected beside their usual course. */
export interface DueRows {
  /** undefined where nothing is due */
  at(row: number): Due | undefined;
  /** by their start */
  stretches: Stretch[];
}

/**
 * The rows of all dates that are due. The point is the median of the dates before, and the band goes from the least to the most
 * of them: where one was missed, or they are few, it holds the usual course too.
 */
export function dueOf(found: readonly Recurring[]): DueRows {
  const rows = new Map<number, Due>();
  const stretches: Stretch[] = [];
  for (const { due, from, courses, middle, noise } of found) {
    for (const date of due) {
      stretches.push({ from: date + from, to: date + from + middle.length });
      middle.forEach((center, i) => {
        const each = courses.map((course) => course[i]);
        const known = each.filter((value) => !Number.isNaN(value));
        const [low, high] = [Math.min(center, ...known), Math.max(center, ...known)];
        const row = date + from + i;
        const own = {
          middle: center,
          least: center - low > noise ? low : center,
          most: high - center > noise ? high : center,
          each,
        };
        const other = rows.get(row);
        rows.set(row, other ? both(other, own) : own);
      });
    }
  }
  return { at: (row) => rows.get(row), stretches: stretches.sort((a, b) => a.from - b.from) };
}

/** Two things at once: each date of the one with each of the other. */
function both(one: Due, other: Due): Due {
  return {
    middle: one.middle + other.middle,
    least: one.least + other.least,
    most: one.most + other.most,
    each: one.each.flatMap((a) => other.each.map((b) => a + b)),
  };
}

/** Rows at which something came in the history, and was due by the dates before. */
export function cameAsDue(found: readonly Recurring[]): Stretch[] {
  return found.flatMap(({ came, from, middle }) =>
    came.slice(LEAST).map((date) => ({ from: date + from, to: date + from + middle.length }))
  );
}
