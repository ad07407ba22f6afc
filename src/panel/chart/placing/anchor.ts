import { type ForecastResult, valueAt } from '../../../core/fitted';
import type { Placeable } from './placed';

/** The live value at a time, ms, else that of the history's grid; NaN without either. */
export function observedAt({ live, history }: Pick<Placeable, 'live' | 'history'>, time: number): number {
  const index = live.times.lastIndexOf(time);
  return index >= 0 && Number.isFinite(live.values[index]) ? live.values[index] : valueAt(history, time);
}

/** The forecast starts from the newest observed point, where it is certain: the fan opens there. */
export function withAnchor(drawn: Pick<Placeable, 'live' | 'history'>, result: ForecastResult) {
  const origin = result.seen?.until ?? result.report.origin;
  const actual = observedAt(drawn, origin);
  const known = Number.isFinite(actual) && result.forecast.times.length > 0;
  return {
    times: known ? [origin, ...result.forecast.times] : result.forecast.times,
    anchor: (values: Float64Array) => (known ? [actual, ...values] : values),
  };
}
