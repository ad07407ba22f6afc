import { ForecastFailure } from '../core/errors';

/** @throws ForecastFailure `cancelled` */
export function throwIfCancelled(signal?: AbortSignal): void {
  if (signal?.aborted) {
    throw new ForecastFailure({ kind: 'cancelled' });
  }
}
