import { ForecastFailure } from '../core/errors';
import type { DeviceStatus } from '../engine/engine';
import type { WorkerLike } from './createWorker';
import type { ForecastRequest, ForecastResponse, FromWorker, JobState, ToWorker } from './protocol';

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

/** A message sent and not yet answered. */
interface Pending {
  answer(message: FromWorker): void;
  fail(error: ForecastFailure): void;
}

/**
 * One worker, started when first needed and again after it died. `run` serves one job at a time; a pool is several
 * slots.
 */
export class WorkerSlot {
  private worker: WorkerLike | undefined;
  private startTimer: Timer;
  private idleTimer: Timer;
  private readonly pending = new Map<number, Pending>();
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
    let timer: Timer;
    let cancel = () => {};
    return this.ask<ForecastResponse>(
      (id) => {
        cancel = () => {
          this.worker?.postMessage({ type: 'cancel', id });
          timer = setTimeout(() => {
            this.pending.get(id)?.fail(new ForecastFailure({ kind: 'cancelled' }));
            this.kill('It did not stop when asked to.');
          }, this.patience.cancelMs);
        };
        signal.addEventListener('abort', cancel, { once: true });
        return { type: 'forecast', id, request };
      },
      (message, resolve) => {
        if (message.type === 'state') {
          onState(message.state);
        } else if (message.type === 'done') {
          resolve(message.response);
        }
      }
    ).finally(() => {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
    });
  }

  /** Which devices the worker has. @throws WorkerDied */
  probe(): Promise<DeviceStatus[]> {
    return this.ask(
      (id) => ({ type: 'probe', id }),
      (message, resolve) => {
        if (message.type === 'probed') {
          resolve(message.devices);
        }
      }
    );
  }

  /** Ends the worker; what is pending fails with `WorkerDied`. The next call starts a new one. */
  kill(why: string): void {
    const { worker } = this;
    this.worker = undefined;
    clearTimeout(this.startTimer);
    clearTimeout(this.idleTimer);
    if (worker) {
      worker.onmessage = worker.onerror = worker.onmessageerror = null;
      worker.terminate();
    }
    const lost = [...this.pending.values()];
    this.pending.clear();
    lost.forEach(({ fail }) => fail(new WorkerDied(why)));
  }

  private ask<Answer>(
    compose: (id: number) => ToWorker,
    receive: (message: FromWorker, resolve: (answer: Answer) => void) => void
  ): Promise<Answer> {
    const id = ++this.lastId;
    clearTimeout(this.idleTimer);
    return new Promise<Answer>((resolve, fail) => {
      this.pending.set(id, {
        answer: (message) =>
          message.type === 'failed' ? fail(new ForecastFailure(message.error)) : receive(message, resolve),
        fail,
      });
      try {
        this.worker ??= this.start();
        this.worker.postMessage(compose(id));
      } catch (error) {
        this.kill(error instanceof Error ? error.message : String(error));
      }
    }).finally(() => {
      this.pending.delete(id);
      this.rest();
    });
  }

  private rest(): void {
    if (this.worker && this.pending.size === 0) {
      clearTimeout(this.idleTimer);
      this.idleTimer = setTimeout(() => this.kill('It had nothing to do.'), this.patience.idleMs);
    }
  }

  private start(): WorkerLike {
    const worker = this.create();
    const { startMs } = this.patience;
    this.startTimer = setTimeout(() => this.kill(`It did not start within ${startMs / 1000} s.`), startMs);
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      clearTimeout(this.startTimer);
      if (data.type !== 'ready') {
        this.pending.get(data.id)?.answer(data);
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
