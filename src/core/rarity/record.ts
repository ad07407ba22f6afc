import { DAY_SECONDS, HOUR_SECONDS, WEEK_SECONDS } from '../math';

/** Mean age of what is remembered, ... */
const MEMORY = 2 * WEEK_SECONDS;
/** ... and the least time that rates are taken over: a fault of the first day that shows thrice is no habit. */
const LEAST = WEEK_SECONDS;
/** Strange samples within an hour of the last one are the same incident. */
const APART = HOUR_SECONDS;
/** What comes so many times as often as its rarity allows is a habit of the series. */
export const HABIT = { times: Number(process.env.HABIT ?? 10) };
/** Levels of strangeness, in powers of ten of weeks: from what comes ten times a week on. */
const LOWEST = -1;
const WIDTH = 0.25;
const LEVELS = 48;

/** How often a series did of late what is strange by its tails. */
export interface Record {
  /**
   * Weeks between incidents as strange, as a power of ten: no more than the series' own past bears out. Remembers it.
   * @param time ms @param weeks as the tails have it
   */
  held(time: number, weeks: number): number;
}

/** A record of the incidents of a series, by their strangest sample; the older ones count less. */
export function createRecord(): Record {
  const counts = new Float64Array(LEVELS);
  let [first, last, decayed] = [NaN, -Infinity, NaN];
  let level = -1;
  return {
    held(time, weeks) {
      if (Number.isNaN(first)) {
        [first, decayed] = [time, time];
      }
      const at = Math.min(LEVELS - 1, Math.floor((weeks - LOWEST) / WIDTH));
      if (at < 0) {
        return weeks;
      }
      const isNew = time - last > 1000 * APART;
      if (isNew) {
        const kept = Math.exp((decayed - time) / (1000 * MEMORY));
        counts.forEach((count, l) => (counts[l] = kept * count));
        decayed = time;
        level = -1;
      }
      last = time;
      // Those before this one, as strange or stranger; of its own incident none.
      let before = 0;
      for (let l = at; l < LEVELS; l++) {
        before += counts[l];
      }
      if (level >= at) {
        before--;
      } else {
        if (level >= 0) {
          counts[level]--;
        }
        counts[at]++;
        level = at;
      }
      const elapsed = MEMORY * (1 - Math.exp((first - time) / (1000 * MEMORY)));
      const aWeek = before / (Math.max(LEAST, elapsed) / WEEK_SECONDS);
      return before > 0 ? Math.min(weeks, Math.log10(HABIT.times / aWeek)) : weeks;
    },
  };
}
void DAY_SECONDS;
