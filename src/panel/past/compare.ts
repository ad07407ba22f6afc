import type { ForecastResult } from '../../core/fitted';
import { type Series, timeAt } from '../../core/series';

/** A past forecast held against what came. */
export interface Comparison {
  /** lead times of which the truth is known */
  count: number;
  /** mean absolute error, in the unit of the series; NaN where nothing is known yet */
  mae: number;
  /** of the widest band */
  level?: number;
  /** values inside the widest band */
  inside: number;
}

/** @param truth the history on the grid of the forecast, up to now */
export function compare({ forecast }: ForecastResult, truth: Series): Comparison {
  const { times, point, intervals } = forecast;
  const widest = intervals[intervals.length - 1];
  let [count, sum, inside] = [0, 0, 0];
  times.forEach((time, lead) => {
    const value = truth.values[Math.round((time - timeAt(truth, 0)) / (truth.step * 1000))] ?? NaN;
    if (Number.isFinite(value) && Number.isFinite(point[lead])) {
      count++;
      sum += Math.abs(value - point[lead]);
      inside += widest && value >= widest.lower[lead] && value <= widest.upper[lead] ? 1 : 0;
    }
  });
  return { count, mae: count > 0 ? sum / count : NaN, level: widest?.level, inside };
}
