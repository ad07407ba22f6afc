/** A prediction interval at each time of a forecast. */
export interface Interval {
  /** nominal coverage, in (0, 1) */
  level: number;
  /** (H), `lower[i] <= point[i]` */
  lower: Float64Array;
  /** (H), `upper[i] >= point[i]` */
  upper: Float64Array;
}

/** A forecast at H times: the central value and its intervals, by rising level. */
export interface Forecast {
  /** (H), ms since the epoch */
  times: Float64Array;
  /** (H) */
  point: Float64Array;
  intervals: Interval[];
}
