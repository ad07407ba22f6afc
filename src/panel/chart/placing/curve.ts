import { lowerBound } from '../../../core/math';

/** Values by time. */
export interface Curve {
  /** (n) ms, rising */
  times: ArrayLike<number>;
  /** (n) NaN where unknown */
  values: ArrayLike<number>;
}

/**
 * The value at a time (ms), straight between neighbours; NaN beside an unknown one and outside.
 * @param hold as long as this after its end it keeps its last value, ms
 */
export function curveAt({ times, values }: Curve, time: number, hold = 0): number {
  const low = lowerBound(times, time);
  if (times[low] === time) {
    return values[low];
  }
  const [before, after] = [times[low - 1], times[low]];
  if (after === undefined) {
    return time - before <= hold ? values[low - 1] : NaN;
  }
  return before === undefined
    ? NaN
    : values[low - 1] + ((values[low] - values[low - 1]) * (time - before)) / (after - before);
}

/** Every time of these curves once, rising. */
export function allTimes(curves: ReadonlyArray<Pick<Curve, 'times'>>): number[] {
  return [...new Set(curves.flatMap(({ times }) => Array.from(times)))].sort((a, b) => a - b);
}
