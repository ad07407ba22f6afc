import type { Forecast } from '../bands';

/** The crossing of a threshold by the forecast. Times in ms since the epoch, NaN where it is not crossed within the horizon. */
export interface Breach {
  threshold: number;
  direction: 'above' | 'below';
  /** when the point crosses; NaN if only an edge of the band does */
  time: number;
  /** the earliest and the latest crossing by the edges of the interval of `level` */
  earliest: number;
  latest: number;
  level: number;
  /** the last actual is at or above the threshold already: all three times are the origin */
  already?: boolean;
  /** of crossing within the horizon, 0..1; absent where only edges of a band were followed */
  probability?: number;
}

/** The breaches that are still to come at `now` (ms): of a series that stopped, what passed meanwhile is not known. */
export function breachesAfter(breaches: readonly Breach[], now: number): Breach[] {
  return breaches
    .filter(({ time, latest, earliest }) => time > now || latest > now || (Number.isNaN(latest) && earliest > now))
    .map((breach) => ({ ...breach, time: Math.max(breach.time, now), earliest: Math.max(breach.earliest, now) }));
}

/** Whether a course does as a breach says: one that is likely it makes within the interval, one that is only possible it does not. */
export function isOnCourse(
  { threshold, direction, already, time, earliest, latest }: Breach,
  { times, point }: Pick<Forecast, 'times' | 'point'>
): boolean {
  const row = point.findIndex((value) => (direction === 'above' ? value >= threshold : value < threshold));
  return already || (Number.isNaN(time) ? row < 0 : times[row] >= earliest && !(times[row] > latest));
}
