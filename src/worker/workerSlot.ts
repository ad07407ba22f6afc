import { ForecastFailure } from '../core/errors';
import type { WorkerLike } from './createWorker';
import type { ForecastRequest, ForecastResponse, FromWorker, JobState } from './protocol';

/** How long to wait for a worker, ms. */
export interface Patience {
  /** for its first message after it was created, before it counts as dead */
  startMs: number;
  /** for it to let go of a cancelled job, before it is terminated */
  cancelMs: number;
  /** before one with nothing to do is ended: it holds memory, and perhaps a GPU */
  idleMs: number;
}
export const PATIENCE: Patience = { startMs: 30_000, cancelMs: 100, idleMs: 120_000 };

/** The worker itself is gone, or never was; what it was asked may be asked again. */
export class WorkerDied extends ForecastFailure {
  constructor(message: string) {
    super({ kind: 'worker-failed', message });
  }
}

type Timer = ReturnType<typeof setTimeout> | undefined;

/** The job that was sent and is not done. */
interface Pending {
  id: number;
  answer(message: FromWorker): void;
  fail(error: ForecastFailure): void;
}

/** One worker, started when first needed and again after it died, for one job at a time. A pool is several slots. */
export class WorkerSlot {
  private worker: WorkerLike | undefined;
  private startTimer: Timer;
  private idleTimer: Timer;
  private pending: Pending | undefined;
  private lastId = 0;

  constructor(
    private readonly create: () => WorkerLike,
    private readonly patience: Patience = PATIENCE
  ) {}

  /**
   * Runs one job. Settles only when the worker is free again: after an abort that is at most `cancelMs` later, since
   * a worker that does not let go is terminated.
   *
   * @throws WorkerDied when the worker could not start or died; ForecastFailure the job's error, or `cancelled`
   */
  run(request: ForecastRequest, onState: (state: JobState) => void, signal: AbortSignal): Promise<ForecastResponse> {
    const id = ++this.lastId;
    let timer: Timer;
    const cancel = () => {
      this.worker?.postMessage({ type: 'cancel', id });
      timer = setTimeout(() => {
        this.pending?.fail(new ForecastFailure({ kind: 'cancelled' }));
        this.kill('It did not stop when asked to.');
      }, this.patience.cancelMs);
    };
    clearTimeout(this.idleTimer);
    return new Promise<ForecastResponse>((resolve, fail) => {
      const answer = (message: FromWorker) => {
        if (message.type === 'state') {
          onState(message.state);
        } else if (message.type === 'done') {
          resolve(message.response);
        } else if (message.type === 'failed') {
          fail(new ForecastFailure(message.error));
        }
      };
      this.pending = { id, answer, fail };
      signal.addEventListener('abort', cancel, { once: true });
      try {
        this.worker ??= this.start();
        this.worker.postMessage({ type: 'forecast', id, request });
      } catch (error) {
        this.kill(error instanceof Error ? error.message : String(error));
      }
    }).finally(() => {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
      this.pending = undefined;
      this.rest();
    });
  }

  /** Ends the worker; its job fails with `WorkerDied`. The next one starts a new worker. */
  private kill(why: string): void {
    const { worker } = this;
    this.worker = undefined;
    clearTimeout(this.startTimer);
    clearTimeout(this.idleTimer);
    if (worker) {
      worker.onmessage = worker.onerror = worker.onmessageerror = null;
      worker.terminate();
    }
    this.pending?.fail(new WorkerDied(why));
    this.pending = undefined;
  }

  private rest(): void {
    if (this.worker) {
      this.idleTimer = setTimeout(() => this.kill('It had nothing to do.'), this.patience.idleMs);
    }
  }

  private start(): WorkerLike {
    const worker = this.create();
    const { startMs } = this.patience;
    this.startTimer = setTimeout(() => this.kill(`It did not start within ${startMs / 1000} s.`), startMs);
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      clearTimeout(this.startTimer);
      if (data.type !== 'ready' && data.id === this.pending?.id) {
        this.pending.answer(data);
      }
    };
    worker.onerror = (event) => {
      event.preventDefault?.();
      this.kill(event.message || 'Its script could not be loaded.');
    };
    worker.onmessageerror = () => this.kill('A message could not be read.');
    return worker;
  }
}
