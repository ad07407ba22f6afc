import { DAY_SECONDS, HOUR_SECONDS, WEEK_SECONDS } from '../math';

/** So many times as often as its rarity allows comes a habit of the series; faults that come back are rarer. */
const HABIT = 10;
/** Mean age of what is remembered, ms, ... */
const MEMORY = 2000 * WEEK_SECONDS;
/** ... and the least time that rates are taken over. */
const WEEK = 1000 * WEEK_SECONDS;
const DAY = 1000 * DAY_SECONDS;
/** So many incidents of a day count: nothing is a habit before its third day, and what flaps for two days hides no outage. */
const A_DAY = 4;
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
  /** levels of the incidents of `day` that are over, and of the one under way */
  let today: number[] = [];
  let [began, day, last, level] = [NaN, 0, -Infinity, -1];
  const dayOf = (time: number) => Math.floor((time - began) / DAY);
  const keptAfter = (days: number) => Math.exp((-days * DAY) / MEMORY);
  const remember = (ended: number, then: number) => {
    if (then > day) {
      counts.forEach((count, l) => (counts[l] = keptAfter(then - day) * count));
      today.sort((a, b) => b - a);
      today.slice(0, A_DAY).forEach((one) => counts[one]++);
      [today, day] = [[], then];
    }
    today.push(ended);
  };
  return {
    bearsOut(time, weeks) {
      began = Number.isNaN(began) ? time : began;
      const at = Math.min(LEVELS - 1, Math.floor((weeks - LOWEST) / WIDTH));
      if (!(at >= 0)) {
        return weeks;
      }
      if (time - last > APART) {
        if (level >= 0) {
          remember(level, dayOf(last));
        }
        level = -1;
      }
      [last, level] = [time, Math.max(level, at)];
      const before = counts.reduce((sum, count, l) => (l >= at ? sum + count : sum), 0);
      const ofToday = Math.min(A_DAY, today.filter((one) => one >= at).length);
      const others = keptAfter(dayOf(time) - day) * (before + ofToday);
      const remembered = MEMORY * (1 - Math.exp((began - time) / MEMORY));
      const habits = (others * WEEK) / Math.max(WEEK, remembered) / HABIT;
      // Until it is one, an incident is as grave as it is strange.
      return habits > 1 ? Math.min(weeks, -Math.log10(habits)) : weeks;
    },
  };
}
