import type { Checkpoint } from '../engine/train';
import type { FromWorker, JobState } from './protocol';

/** Between two messages on the progress of all jobs, ms: ten a second. */
export const STATES_MS = 100;
/** Between two checkpoints of a job, ms. */
export const CHECKPOINT_MS = 1000;

/** Tells the page of the progress of many jobs in few messages. */
export class Reporter {
  private readonly states = new Map<number, JobState>();
  private readonly checkpoints = new Map<number, number>();
  private sent = -Infinity;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** @param now clock in ms */
  constructor(
    private readonly post: (message: FromWorker, transfer?: Transferable[]) => void,
    private readonly now: () => number = () => performance.now()
  ) {}

  state(id: number, state: JobState): void {
    this.states.set(id, state);
    const wait = this.sent + STATES_MS - this.now();
    if (wait <= 0) {
      this.flush();
    } else {
      this.timer ??= setTimeout(() => this.flush(), wait);
    }
  }

  /** The page gets copies of the weights, which cost its thread nothing: their memory is handed over. */
  checkpoint(id: number, { best, ...rest }: Checkpoint): void {
    if (this.now() - (this.checkpoints.get(id) ?? -Infinity) < CHECKPOINT_MS) {
      return;
    }
    this.checkpoints.set(id, this.now());
    const weights = rest.weights.slice();
    const bestWeights = best.weights.slice();
    const checkpoint = { ...rest, weights, best: { ...best, weights: bestWeights } };
    this.post({ type: 'checkpoint', id, checkpoint }, [weights.buffer, bestWeights.buffer]);
  }

  /** The job is over: nothing more is said of it. */
  end(id: number): void {
    this.states.delete(id);
    this.checkpoints.delete(id);
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const states = [...this.states].map(([id, state]) => ({ id, state }));
    this.states.clear();
    if (states.length > 0) {
      this.sent = this.now();
      this.post({ type: 'states', states });
    }
  }
}
