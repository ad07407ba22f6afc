/** One metric of the demo: a pure function of time. Base resolution is one minute; times are ms since the epoch. */
export interface Scenario {
  metric: string;
  labels: Record<string, string>;
  type: 'gauge' | 'counter';
  help: string;
  /** The sample at `time` (its minute counts); NaN where there is none. */
  value(time: number): number;
}

/** A stretch of time, both ends inclusive, ms. */
export interface Span {
  start: number;
  end: number;
}

export const HISTORY_DAYS = 30;
