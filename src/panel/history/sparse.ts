import type { DataFrame } from '@grafana/data';
import { type LiveSeries, readSeries } from '../frames';
import { type HistoryPlan, LOOKBACK_SECONDS } from '../../core/series';
import type { Live } from './liveQuestion';

/** Shares of times with a value under which a live series has holes, and under which a history has missed its samples. */
const HOLES = 0.5;
const MISSED = 1 / 3;
/** Points per series of a finer question. */
const MOST = 20_000;

/**
 * Samples that are further apart than Prometheus looks back stand between the steps of a coarse history, which may meet
 * few of them or none. The step (s) at which none is missed; undefined where the answer has missed nothing, or where the
 * live series has no holes either and is only young.
 */
export function finerStep(answered: DataFrame[], live: Live, { start, end, step }: HistoryPlan): number | undefined {
  const seconds = (end - start) / 1000;
  if (step <= LOOKBACK_SECONDS || seconds / LOOKBACK_SECONDS > MOST) {
    return undefined;
  }
  const found = new Map(readSeries(answered).map((one) => [one.key, countKnown(one)]));
  const isMissed = ({ key }: LiveSeries) => (found.get(key) ?? 0) < (MISSED * seconds) / step;
  const { range, startTime } = live.request;
  const until = Math.min(range.to.valueOf(), startTime || Infinity);
  return readSeries(live.frames).some((one) => hasHoles(one, until) && isMissed(one)) ? LOOKBACK_SECONDS : undefined;
}

const countKnown = ({ values }: LiveSeries) => values.filter((value) => !Number.isNaN(value)).length;

/** Whether a live series has values in less than half of the time since its first one, up to `until` (ms). */
function hasHoles(one: LiveSeries, until: number): boolean {
  const { times } = one;
  const known = countKnown(one);
  const step = Math.min(...times.slice(1).map((time, i) => time - times[i]), until - times[0]);
  return known > 0 && known * step < HOLES * (until - times[0]);
}
