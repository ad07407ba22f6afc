import { judge, type Judged, type Task } from './assemble';
import { lastKnownIndex } from './series';
import { hindcastBaseline, type Yardstick } from './yardsticks';

/**
 * Judges a baseline, and makes its forecast beyond the origin. One that repeats a season gets its anomalous values
 * replaced first: yesterday's incident must not be today's forecast.
 */
export function judgeBaseline(task: Task, { baseline, hindcast }: Yardstick): { judged: Judged; future: Float64Array } {
  const { values, step } = task.series;
  const { origins, horizon } = hindcast;
  const maxReplaced = baseline.source === 'seasonal-naive' ? Math.round(86400 / step) : 0;
  const first = judge(task, hindcast, maxReplaced);
  const { cleaned } = first.walk;
  const judged =
    maxReplaced > 0 ? judge(task, hindcastBaseline(baseline, cleaned, origins, horizon), maxReplaced) : first;
  return { judged, future: baseline.forecast(cleaned, lastKnownIndex(values), horizon) };
}
