import type { Checkpoint } from '../../engine/training';
import type { FromWorker, JobState } from '../protocol';

/** Between two messages on the progress of all jobs, ms: ten a second. */
export const STATES_MS = 100;
/** Between two checkpoints of a job, ms. */
export const CHECKPOINT_MS = 1000;

/** Tells the page of the progress of many jobs in few messages. */
export class Reporter {
  private readonly states = new Map<number, JobState>();
  /** when each job sent its last, ms, and one that was held back since */
  private readonly checkpoints = new Map<number, { sent: number; held?: Checkpoint }>();
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

  checkpoint(id: number, checkpoint: Checkpoint): void {
    const sent = this.checkpoints.get(id)?.sent ?? -Infinity;
    if (this.now() - sent < CHECKPOINT_MS) {
      this.checkpoints.set(id, { sent, held: checkpoint });
    } else {
      this.checkpoints.set(id, { sent: this.now() });
      this.postCheckpoint(id, checkpoint);
    }
  }

  /** The job failed: the page hears where its training could go on. */
  fail(id: number): void {
    const held = this.checkpoints.get(id)?.held;
    if (held) {
      this.postCheckpoint(id, held);
    }
    this.end(id);
  }

  /** The job is over: nothing more is said of it. */
  end(id: number): void {
    this.states.delete(id);
    this.checkpoints.delete(id);
  }

  /** The page gets copies of the weights, which cost its thread nothing: their memory is handed over. */
  private postCheckpoint(id: number, { best, ...rest }: Checkpoint): void {
    const weights = rest.weights.slice();
    const bestWeights = best.weights.slice();
    const checkpoint = { ...rest, weights, best: { ...best, weights: bestWeights } };
    this.post({ type: 'checkpoint', id, checkpoint }, [weights.buffer, bestWeights.buffer]);
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
