/**
 * A series on a regular grid. Value `i` stands at `start + i * step * 1000`; a gap is NaN, never 0.
 * Times are milliseconds since the epoch (Grafana's unit), steps are seconds (Prometheus's unit).
 */
export interface Series {
  /** time of `values[0]`, ms since the epoch, a multiple of the step */
  start: number;
  /** seconds between values */
  step: number;
  /** (N) */
  values: Float64Array;
}
