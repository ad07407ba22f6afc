import { createDays } from '../history';
import { deviation, quantileOfSorted, sortedKnown } from '../math';
import { type Calendar, NOTHING, type Series } from '../series';

/** Days and weeks before and after that say how a time of the day usually is. */
const DAYS = 7;
const WEEKS = 3;
const WEEK = 7;
/** Of the distances; those of nearly all rows, so that what seldom happens does not move it. */
const USUAL = 0.8;
/** In such distances: further off than noise goes (1.96 standard deviations), ... */
const NOISE = 1.5;
/** ... and so far off that it is something that happened. */
const FAR = 5;

/** Distances of a series from its usual course. */
export interface Deviations {
  /** (N) actual less usual, in the unit of the series; NaN where not known */
  values: Float64Array;
  /** what differs by no more differs by chance */
  noise: number;
  /** an event is further off */
  far: number;
}

/**
 * The distance of each row from the median of the same time of the days around it, or of the same weekday, whichever is
 * nearer: an office is closed each Sunday.
 * @param day steps
 */
export function deviationsOf(series: Series, day: number, calendar: Calendar): Deviations {
  const { values } = series;
  const { universal, local } = createDays(series, day, calendar);
  const lagIndex = local ?? universal;
  // Rising as it fills: a sort of so few for each row takes ten times as long.
  const known = new Float64Array(2 * DAYS);
  const around = (row: number, most: number, every: number) => {
    let count = 0;
    for (let k = -most; k <= most; k++) {
      const value = k === 0 ? NaN : values[lagIndex(row, k * every)];
      if (value > -Infinity) {
        let at = count++;
        for (; at > 0 && known[at - 1] > value; at--) {
          known[at] = known[at - 1];
        }
        known[at] = value;
      }
    }
    return count > 0 ? (known[(count - 1) >> 1] + known[count >> 1]) / 2 : NaN;
  };
  const found = values.map((value, row) => {
    const byDay = value - around(row, DAYS, 1);
    const byWeek = value - around(row, WEEKS, WEEK);
    return Math.abs(byWeek) < Math.abs(byDay) ? byWeek : byDay;
  });
  const distances = sortedKnown(found.map(Math.abs));
  const usual = quantileOfSorted(distances, USUAL) || 0;
  const least = NOTHING * deviation(values.filter((value) => !Number.isNaN(value)));
  return { values: found, noise: Math.max(NOISE * usual, least), far: Math.max(FAR * usual, least) };
}
