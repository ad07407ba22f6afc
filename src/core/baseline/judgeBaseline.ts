import { judge, type Judged, type Task } from './assemble';
import { lastKnownIndex } from '../series/series';
import { hindcastBaseline, type Yardstick } from './yardsticks';

export interface JudgedYardstick extends Yardstick {
  judged: Judged;
}

/**
 * Judges baselines, each as it would be drawn. One that repeats a season gets its anomalous values replaced first:
 * yesterday's incident must not be today's forecast, and an LSTM that is spared the incident must not be compared with
 * a season that is not.
 */
export function judgeBaselines(task: Task, yardsticks: readonly Yardstick[]): JudgedYardstick[] {
  return yardsticks.map((yardstick) => ({ ...yardstick, judged: judgeBaseline(task, yardstick) }));
}

/** (H) the forecast of a judged baseline beyond the last known value. */
export function futureOf(task: Task, { baseline, judged }: JudgedYardstick): Float64Array {
  return baseline.forecast(judged.walk.cleaned, lastKnownIndex(task.series.values), judged.hindcast.horizon);
}

function judgeBaseline(task: Task, { baseline, hindcast }: Yardstick): Judged {
  const maxReplaced = baseline.source === 'seasonal-naive' ? Math.round(86400 / task.series.step) : 0;
  const first = judge(task, hindcast, maxReplaced);
  if (maxReplaced === 0) {
    return first;
  }
  const { origins, horizon } = hindcast;
  return judge(task, hindcastBaseline(baseline, first.walk.cleaned, origins, horizon), maxReplaced);
}
