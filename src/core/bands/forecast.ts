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
