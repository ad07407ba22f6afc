import { phrase } from '../language';
import { ForecastFailure } from '../options';
import { countKnown, type Series } from './series';

/** Points times lead times: (N, H) arrays stay under 80 MB. */
const MAX_TARGETS = 20_000_000;

/** Differences under this share of the spread of a series are nothing: a score never divides by less. */
export const NOTHING = 1e-6;

/**
 * @param needed known points
 * @throws ForecastFailure `no-values`, `too-little-history`, `too-large`
 */
export function assertWithinLimits(series: Series, horizon: number, needed: number): void {
  const got = countKnown(series.values);
  if (got === 0) {
    throw new ForecastFailure({ kind: 'no-values' });
  }
  if (got < needed) {
    throw new ForecastFailure({ kind: 'too-little-history', needed, got, step: series.step });
  }
  const size = series.values.length * horizon;
  if (size > MAX_TARGETS) {
    throw new ForecastFailure({ kind: 'too-large', what: phrase('points times lead times'), size, limit: MAX_TARGETS });
  }
}

/** Prometheus repeats the last sample of a series that ended without a word for so long, seconds. */
export const LOOKBACK_SECONDS = 300;
