/**
 * Stops and starts all training of this thread: nobody waits for a page that nobody sees. Training waits in
 * `untilResumed` (between batches: `pacer.ts`, `webgpu/pace.ts`), keeps all it has and goes on where it was.
 */
import { throwIfCancelled } from '../model';

interface Pause {
  /** ms */
  since: number;
  over: Promise<void>;
  end(): void;
}

let pause: Pause | undefined;
let pastMs = 0;

export function pauseTraining(): void {
  if (!pause) {
    let end = () => {};
    const over = new Promise<void>((resolve) => (end = resolve));
    pause = { since: performance.now(), over, end };
  }
}

export function resumeTraining(): void {
  pastMs = pausedTime();
  pause?.end();
  pause = undefined;
}

/** Time spent in pauses so far, ms: no time budget counts it. */
export function pausedTime(): number {
  return pastMs + (pause ? performance.now() - pause.since : 0);
}

/** Resolves at once, or when a pause is over. @throws ForecastFailure `cancelled`, also during a pause */
export async function untilResumed(signal?: AbortSignal): Promise<void> {
  while (pause && !signal?.aborted) {
    await Promise.race([pause.over, ...(signal ? [aborted(signal)] : [])]);
  }
  throwIfCancelled(signal);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
