import { throwIfCancelled } from '../model';
import { untilResumed } from '../training';
import { unlessLost, type Gpu } from './gpuDevice';

/** The longest time that one submit may keep the GPU busy: the page's compositor waits for it. */
const SUBMIT_MS = 8;

/** Submits the queue holds at most: one runs while the next is prepared. */
const MOST_IN_FLIGHT = 2;

/** Cuts work into submits of about `SUBMIT_MS`, by what the last ones took. */
export class Pace {
  private size = 1;

  constructor(private readonly gpu: Gpu) {}

  /**
   * Submits `total` steps, some at a time; before each time it looks at `signal`, and waits while training is paused.
   * @param submit hands steps from .. from + count - 1 to the queue
   * @throws ForecastFailure `cancelled`
   */
  async run(
    total: number,
    capacity: number,
    submit: (from: number, count: number) => Promise<void>,
    signal?: AbortSignal
  ): Promise<void> {
    const inFlight: Array<Promise<void>> = [];
    let lastEnd = performance.now();
    for (let done = 0; done < total;) {
      await untilResumed(signal);
      const count = Math.min(this.size, capacity, total - done);
      const start = performance.now();
      const errors = submit(done, count);
      const end = this.gpu.device.queue.onSubmittedWorkDone().then(() => {
        const now = performance.now();
        this.learn(count, now - Math.max(start, lastEnd));
        lastEnd = now;
      });
      const work = Promise.all([end, errors]).then(() => undefined);
      // Where this stops early, by a cancellation or an error before, nobody waits for what still runs.
      work.catch(() => undefined);
      inFlight.push(work);
      done += count;
      if (inFlight.length === MOST_IN_FLIGHT) {
        await unlessLost(this.gpu, inFlight.shift()!, signal);
      }
    }
    await unlessLost(this.gpu, Promise.all(inFlight), signal);
    throwIfCancelled(signal);
  }

  private learn(count: number, ms: number): void {
    const fitting = Math.floor((count * SUBMIT_MS) / Math.max(ms, 0.01));
    this.size = Math.max(1, Math.min(fitting, 2 * this.size));
  }
}
