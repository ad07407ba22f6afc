import type { ForecastResult } from '../../../core/fitted';

/** The value seen and the one expected at one time, in the unit of the series. */
export interface Moment {
  seen: number;
  expected: number;
  /** edges of the widest band; NaN without one */
  lower: number;
  upper: number;
}

/**
 * The value expected at the row nearest to a time (ms); undefined where none is within a step.
 * @param observed the value that was seen at a time, NaN where none was
 */
export function momentAt(
  { expected, report }: Pick<ForecastResult, 'expected' | 'report'>,
  time: number,
  observed: (time: number) => number
): Moment | undefined {
  const { times, point, intervals } = expected;
  let row = -1;
  for (let i = 0; i < times.length; i++) {
    if (row < 0 || Math.abs(times[i] - time) < Math.abs(times[row] - time)) {
      row = i;
    }
  }
  if (row < 0 || Math.abs(times[row] - time) > report.step * 1000 || !Number.isFinite(point[row])) {
    return undefined;
  }
  const widest = intervals[intervals.length - 1];
  return {
    seen: observed(time),
    expected: point[row],
    lower: widest?.lower[row] ?? NaN,
    upper: widest?.upper[row] ?? NaN,
  };
}
