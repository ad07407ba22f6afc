import { type QueryRange, ServerAway } from './client';

/** Pause after the first request without an answer, and the longest one, ms. */
const FIRST = 5000;
const LONGEST = 300_000;

/**
 * Asks a server that is away ever more rarely: after a request that it did not answer none is made for five seconds,
 * then ten, and so on up to five minutes; what is asked meanwhile fails at once, so that one query waits for the time-out
 * and not each of them. Any answer ends it.
 * @param now ms since the epoch
 */
export function withBackOff(ask: QueryRange, now: () => number): QueryRange {
  let pause = 0;
  let since = 0;
  let reason = '';
  return async (...asked) => {
    // A clock that was set back ends the pause.
    const left = since <= now() ? since + pause - now() : 0;
    if (pause > 0 && left > 0) {
      throw new ServerAway(`${reason} It is asked again in ${Math.ceil(left / 1000)} s.`);
    }
    try {
      const answer = await ask(...asked);
      pause = 0;
      return answer;
    } catch (error) {
      if (error instanceof ServerAway) {
        pause = Math.min(LONGEST, Math.max(FIRST, 2 * pause));
        since = now();
        reason = error.message;
      } else if (!asked[2].aborted) {
        pause = 0;
      }
      throw error;
    }
  };
}
