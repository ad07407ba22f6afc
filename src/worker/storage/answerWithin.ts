/** The value of a promise; undefined if that takes longer than `ms`, if it rejects, or once `signal` aborts. */
export function answerWithin<T>(promise: Promise<T>, ms: number, signal?: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve) => {
    const finish = (answer?: T) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', giveUp);
      resolve(answer);
    };
    const giveUp = () => finish();
    const timer = setTimeout(giveUp, ms);
    signal?.addEventListener('abort', giveUp);
    promise.then(finish, giveUp);
  });
}
