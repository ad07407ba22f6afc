import { throwIfCancelled } from '../model';
import { untilResumed } from './pause';

export { throwIfCancelled };

/** Longest stretch of computing, in ms, before the event loop gets its turn. */
export const PAUSE_MS = 12;

/** Called between batches: throws when cancelled, waits while training is paused, and lets the event loop run. */
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
      await untilResumed(signal);
      last = performance.now();
    }
    throwIfCancelled(signal);
  };
}

/** Resolves in a later task. A message is used because nested timers wait at least 4 ms in browsers. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
