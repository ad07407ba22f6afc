/** A prediction interval at each time of a forecast. */
export interface Interval {
  /** nominal coverage, in (0, 1) */
  level: number;
  /** (n), `lower[i] <= point[i]` */
  lower: Float64Array;
  /** (n), `upper[i] >= point[i]` */
  upper: Float64Array;
}

/**
 * A forecast at n times, the lead times ahead or rows that it is held against: the central value and its intervals, by
 * rising level.
 */
export interface Forecast {
  /** (n), ms since the epoch */
  times: Float64Array;
  /** (n) */
  point: Float64Array;
  intervals: Interval[];
}

/** The part of a forecast from row `first` on. */
export function laterPart({ times, point, intervals }: Forecast, first: number): Forecast {
  return {
    times: times.slice(first),
    point: point.slice(first),
    intervals: intervals.map(({ level, lower, upper }) => ({
      level,
      lower: lower.slice(first),
      upper: upper.slice(first),
    })),
  };
}

/** The first row at or after a time (ms); the number of rows where there is none. */
export function rowFrom({ times }: Pick<Forecast, 'times'>, time: number): number {
  const found = times.findIndex((one) => one >= time);
  return found < 0 ? times.length : found;
}
