import type { Series } from '../series';
import { type DueRows, dueOf } from './due';
import { type Recurring, findRecurring } from './recurring';
import { withoutRecurring } from './withoutRecurring';

/** A series and what comes on dates in it, as known at some row. */
export interface Settled {
  recurring: readonly Recurring[];
  due: DueRows;
  /** without what came, on later dates too */
  series: Series;
  /** (N) 1 on a date, where what came, or that nothing did, leaves a row near its usual course */
  explained: Uint8Array;
}

/**
 * Finds what comes on dates, and takes it off.
 * @param end rows from here on are not read to find it
 * @param until rows within which dates are due
 */
export function settle(series: Series, timeZone: string, end: number, until: number): Settled {
  const recurring = findRecurring({ ...series, values: series.values.subarray(0, end) }, timeZone, until);
  return { recurring, due: dueOf(recurring), ...withoutRecurring(series, recurring, timeZone) };
}
