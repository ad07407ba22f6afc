import { ForecastFailure, type ForecastError } from '../core/errors';
import type { DeviceStatus } from '../engine/engine';
import type { WorkerLike } from './createWorker';
import type { ForecastRequest, ForecastResponse, FromWorker, JobState, ToWorker } from './protocol';

/** Milliseconds to wait for a worker before it counts as dead. */
export interface Patience {
  /** for its first message after it was created */
  startMs: number;
  /** for it to let go of a cancelled job */
  cancelMs: number;
}
export const PATIENCE: Patience = { startMs: 30_000, cancelMs: 100 };

/** A message sent and not yet answered. */
interface Pending {
  answer(message: FromWorker): void;
  fail(error: ForecastError): void;
}

/**
 * One worker, started when first needed and again after it died. `run` serves one job at a time; a pool is several
 * slots.
 */
export class WorkerSlot {
  private worker: WorkerLike | undefined;
  private startTimer: ReturnType<typeof setTimeout> | undefined;
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
   * @throws ForecastFailure the job's error; `cancelled`; `worker-failed` when the worker could not start or died
   */
  run(request: ForecastRequest, onState: (state: JobState) => void, signal: AbortSignal): Promise<ForecastResponse> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let cancel = () => {};
    return this.ask<ForecastResponse>(
      (id) => {
        cancel = () => {
          this.worker?.postMessage({ type: 'cancel', id });
          timer = setTimeout(() => {
            this.pending.get(id)?.fail({ kind: 'cancelled' });
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

  /** Which devices the worker has. @throws ForecastFailure `worker-failed` */
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

  /** Ends the worker; what is pending fails with `worker-failed`. The next call starts a new one. */
  kill(why: string): void {
    const { worker } = this;
    this.worker = undefined;
    clearTimeout(this.startTimer);
    if (worker) {
      worker.onmessage = worker.onerror = worker.onmessageerror = null;
      worker.terminate();
    }
    const lost = [...this.pending.values()];
    this.pending.clear();
    lost.forEach(({ fail }) => fail({ kind: 'worker-failed', message: why }));
  }

  private ask<Answer>(
    compose: (id: number) => ToWorker,
    receive: (message: FromWorker, resolve: (answer: Answer) => void) => void
  ): Promise<Answer> {
    const id = ++this.lastId;
    return new Promise<Answer>((resolve, reject) => {
      const fail = (error: ForecastError) => reject(new ForecastFailure(error));
      this.pending.set(id, {
        answer: (message) => (message.type === 'failed' ? fail(message.error) : receive(message, resolve)),
        fail,
      });
      try {
        this.worker ??= this.start();
        this.worker.postMessage(compose(id));
      } catch (error) {
        this.kill(error instanceof Error ? error.message : String(error));
      }
    }).finally(() => this.pending.delete(id));
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
