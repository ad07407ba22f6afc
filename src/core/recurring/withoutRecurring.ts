import { type Series, createCalendar, stepsPerDay } from '../series';
import { deviationsOf } from './deviations';
import type { Recurring } from './recurring';
import { takeOff } from './takeOff';

/**
 * The series as it would have been without what comes on dates. The same object where nothing comes on dates.
 * @returns `explained`: (N) 1 on a date, where what came, or that nothing did, leaves a row near its usual course
 */
export function withoutRecurring(
  series: Series,
  found: readonly Recurring[],
  timeZone: string
): { series: Series; explained: Uint8Array } {
  const explained = new Uint8Array(series.values.length);
  const day = stepsPerDay(series.step);
  if (found.length === 0 || day === undefined) {
    return { series, explained };
  }
  const { values: distances, far } = deviationsOf(series, day, createCalendar(timeZone));
  const rest = distances.slice();
  found.forEach((one) => takeOff(rest, one));
  for (const { dates, from, middle } of found) {
    for (const date of dates) {
      const [first, end] = [date + from, date + from + middle.length].map((row) => Math.max(0, row));
      rest.subarray(first, end).forEach((value, i) => (explained[first + i] = Math.abs(value) <= far ? 1 : 0));
    }
  }
  // A row whose usual course is not known stays.
  const values = series.values.map((value, row) => value - (distances[row] - rest[row] || 0));
  return { series: { ...series, values }, explained };
}
