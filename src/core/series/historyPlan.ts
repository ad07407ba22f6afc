import type { ForecastOptions } from '../options';

/** The aligned grid of the history to ask for. Times in ms, step in seconds. */
export interface HistoryPlan {
  start: number;
  end: number;
  step: number;
  /** queries, by their letters, that are asked beyond the end: what they say is known before its time */
  ahead?: { refIds: string[]; end: number };
}

/**
 * The history ends on the grid at the end of the dashboard's range or now, whichever is earlier, and is as long as
 * the options say: neither depends on the zoom.
 */
export function planHistory(
  { step, history }: Pick<ForecastOptions, 'step' | 'history'>,
  rangeEnd: number,
  now: number
): HistoryPlan {
  const stepMs = step * 1000;
  const end = Math.floor(Math.min(rangeEnd, now) / stepMs) * stepMs;
  return { start: end - history * 1000, end, step };
}
