import { type Range, createDayMemory } from './dayMemory';

/** A move that was due at a sample's time and did not come. */
export interface Due {
  /** how far the sample is from where every day was by then, while it stays where it was; 0 where nothing is missed */
  missed: number;
  /** the nearest value that the last days had at this time; NaN before there are `days` */
  usual: number;
}

/**
 * The view of what does not happen, such as a job that did not run: no step betrays it. Days on which a series leaves one
 * range for another, further away than both are wide, make the move due; a sample is missing it as long as it is nearer
 * to the sample before than to where the days were.
 * @param step seconds between samples; @param days that make a move due, of which the strangest is left out
 * @param offset of the local clock at a time, ms
 */
export function createDue(
  step: number,
  days: number,
  offset?: (time: number) => number
): (time: number, value: number, before: number) => Due {
  // A move is due in its own minutes: those around it would hide a short one.
  const memory = createDayMemory(step, offset);
  const usualAt = memory.around({ reach: 0, rank: () => 2, fewest: days });
  let [earlier, now]: Array<Range | undefined> = [];
  return (time, value, before) => {
    const range = usualAt(time);
    if (range !== now) {
      [earlier, now] = [now, range];
    }
    memory.push(time, value);
    if (range === undefined) {
      return { missed: NaN, usual: NaN };
    }
    const usual = nearest(value, range);
    const isDue = earlier !== undefined && gapOf(earlier, range) > widthOf(earlier) + widthOf(range);
    const [off, wasOff] = [value - usual, before - nearest(before, range)];
    const stays = Math.sign(off) === Math.sign(wasOff) && Math.abs(off) > Math.abs(value - before);
    return { missed: isDue && stays ? Math.min(Math.abs(off), Math.abs(wasOff)) : 0, usual };
  };
}

const nearest = (value: number, { low, high }: Range) => Math.min(Math.max(value, low), high);
const widthOf = ({ low, high }: Range) => high - low;
/** Distance between two ranges, below 0 where they overlap. */
const gapOf = (one: Range, other: Range) => Math.max(other.low - one.high, one.low - other.high);
