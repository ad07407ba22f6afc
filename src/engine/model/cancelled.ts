import { ForecastFailure } from '../../core/options';

export const cancelled = () => new ForecastFailure({ kind: 'cancelled' });

/** @throws ForecastFailure `cancelled` */
export function throwIfCancelled(signal?: AbortSignal): void {
  if (signal?.aborted) {
    throw cancelled();
  }
}
