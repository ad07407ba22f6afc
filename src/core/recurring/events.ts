import { median } from '../math';
import type { Deviations } from './deviations';

/** Something that happened: rows `from..to` that are far off the usual course on one side. */
export interface Event {
  from: number;
  to: number;
  /** median distance from the usual course, with its sign */
  size: number;
}

/** One is at most so many times as large, or as long, as another that is like it. */
const ALIKE = 2;

/**
 * The events that began and ended within the history. Rows that are back for no longer than `gap` are part of one.
 * @param longest steps; what lasts longer is another level
 */
export function findEvents({ values, far }: Deviations, gap: number, longest: number): Event[] {
  const events: Event[] = [];
  let last: Event | undefined;
  values.forEach((value, row) => {
    if (!(Math.abs(value) > far)) {
      return;
    }
    if (last && row - last.to <= gap && Math.sign(value) === Math.sign(last.size)) {
      last.to = row + 1;
    } else {
      last = { from: row, to: row + 1, size: value };
      events.push(last);
    }
  });
  return events
    .filter(({ from, to }) => from > 0 && to < values.length && to - from <= longest)
    .map((event) => ({ ...event, size: median(values.subarray(event.from, event.to)) }));
}

export function isAlike(one: Event, other: Event): boolean {
  const isNear = (ratio: number) => ratio >= 1 / ALIKE && ratio <= ALIKE;
  return isNear(one.size / other.size) && isNear((one.to - one.from) / (other.to - other.from));
}
