import { createDays } from '../history';
import { deviation, median, quantileOfSorted, sortedKnown } from '../math';
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

/** How far a series is off its usual course. */
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
  const around = (row: number, count: number, every: number) => {
    const known: number[] = [];
    for (let k = 1; k <= count; k++) {
      for (const then of [lagIndex(row, k * every), lagIndex(row, -k * every)]) {
        if (!Number.isNaN(values[then] ?? NaN)) {
          known.push(values[then]);
        }
      }
    }
    return median(known);
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
