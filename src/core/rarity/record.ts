import { HOUR_SECONDS, WEEK_SECONDS } from '../math';

/** So many times as often as its rarity allows comes a habit of the series; faults that come back are rarer. */
const HABIT = 10;
/** Mean age of what is remembered, ms, ... */
const MEMORY = 2000 * WEEK_SECONDS;
/** ... and the least time that rates are taken over: a fault of the first day that shows thrice is no habit. */
const WEEK = 1000 * WEEK_SECONDS;
/** Strange samples within an hour of the last one are of one incident. */
const APART = 1000 * HOUR_SECONDS;
/** Levels of strangeness: powers of ten of weeks, from what comes ten times a week on. */
const LOWEST = -1;
const WIDTH = 0.25;
const LEVELS = 48;

/** Incidents of a series in the last weeks, strange by the tails of its distances. */
export interface OwnRecord {
  /**
   * The weeks between incidents as strange as this, as a power of ten, as far as the series' own past bears them out; this
   * one is remembered. Tails are drawn so that old faults do not hide the next: a heap that is collected seven times a day
   * has collections far beyond the tail of all its other steps.
   * @param time ms, rising; @param weeks as the tails have it
   */
  bearsOut(time: number, weeks: number): number;
}

/** Counts incidents by their strangest sample; the older one is, the less it counts. */
export function createRecord(): OwnRecord {
  const counts = new Float64Array(LEVELS);
  let began = NaN;
  let last = -Infinity;
  /** of the incident under way */
  let level = -1;
  return {
    bearsOut(time, weeks) {
      began = Number.isNaN(began) ? time : began;
      const at = Math.min(LEVELS - 1, Math.floor((weeks - LOWEST) / WIDTH));
      if (!(at >= 0)) {
        return weeks;
      }
      if (time - last > APART) {
        const kept = Math.exp((last - time) / MEMORY);
        counts.forEach((count, l) => (counts[l] = kept * count));
        level = -1;
      }
      last = time;
      const others = counts.reduce((sum, count, l) => (l >= at ? sum + count : sum), level >= at ? -1 : 0);
      if (at > level) {
        if (level >= 0) {
          counts[level] -= 1;
        }
        counts[at] += 1;
        level = at;
      }
      const remembered = MEMORY * (1 - Math.exp((began - time) / MEMORY));
      const aWeek = (others * WEEK) / Math.max(WEEK, remembered);
      return Math.min(weeks, Math.log10(HABIT / Math.max(0, aWeek)));
    },
  };
}
