import { RequestFailure } from '../api';

/** Pauses before each further try, ms. */
const PAUSES = [1_000, 2_000, 4_000, 8_000];

export type Wait = (ms: number, signal?: AbortSignal) => Promise<void>;

/**
 * Asks again where the server, or what stands before it, says that it is too busy: 429, and a 503 that is not
 * Prometheus' own, which says so of a query that takes too long and would take as long again.
 */
export async function patiently<T>(run: () => Promise<T>, wait: Wait, signal?: AbortSignal): Promise<T> {
  for (const pause of PAUSES) {
    try {
      return await run();
    } catch (error) {
      if (!isTooBusy(error)) {
        throw error;
      }
      await wait(pause, signal);
    }
  }
  return run();
}

function isTooBusy(error: unknown): boolean {
  return (
    error instanceof RequestFailure &&
    (error.status === 429 || (error.status === 503 && error.detail.kind !== 'prometheus'))
  );
}

/** Ends early where the signal aborts; what is asked next then throws. */
export const wait: Wait = (ms, signal) =>
  new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener('abort', end);
  });
