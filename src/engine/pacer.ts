import { ForecastFailure } from '../core/errors';

/** Longest stretch of computing, in ms, before the event loop gets its turn. */
export const PAUSE_MS = 12;

/** Called between batches: throws when cancelled, and now and then lets the event loop run. */
export type Pacer = (signal?: AbortSignal) => Promise<void>;

/**
 * A synchronous engine holds its thread, and a message that asks it to stop waits in the queue. The pacer yields
 * once `PAUSE_MS` have passed since it last did. @throws ForecastFailure `cancelled`
 */
export function createPacer(): Pacer {
  let last = performance.now();
  return async (signal) => {
    if (performance.now() - last >= PAUSE_MS) {
      await nextTask();
      last = performance.now();
    }
    throwIfCancelled(signal);
  };
}

/** @throws ForecastFailure `cancelled` */
export function throwIfCancelled(signal?: AbortSignal): void {
  if (signal?.aborted) {
    throw new ForecastFailure({ kind: 'cancelled' });
  }
}

/** Resolves in a later task. A message is used because nested timers wait at least 4 ms in browsers. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
