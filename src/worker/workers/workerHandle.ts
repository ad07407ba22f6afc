import { type Words, phrase, wordsOf } from '../../core/language';
import { ForecastFailure } from '../../core/options';
import type { ForecastResult } from '../../core/fitted';
import type { DeviceFacts } from '../../engine/devices';
import type { Checkpoint } from '../../engine/training';
import type { Bucket } from '../../engine/model';
import type { WorkerLike } from './createWorker';
import type { ForecastRequest, ForecastResponse, FromWorker, JobState, ToWorker } from '../protocol';

/** The times to wait for a worker, ms. */
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
  constructor(readonly why: Words) {
    super({ kind: 'worker-failed', message: why });
  }
}

type Timer = ReturnType<typeof setTimeout> | undefined;

/** A job for the worker, and who wants to hear of it. */
export interface HandledJob {
  request: ForecastRequest;
  signal: AbortSignal;
  onState(state: JobState): void;
  onCheckpoint?(checkpoint: Checkpoint): void;
  onPreliminary?(result: ForecastResult): void;
}

/** Questions without an answer yet. */
interface Pending {
  job?: HandledJob;
  answer(message: FromWorker): void;
  fail(error: ForecastFailure): void;
}

/** One worker, started when first needed and again after it died. A pool is several handles. */
export class WorkerHandle {
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
   * Sends jobs, all in one message. Each promise settles when the worker is free of its job: after an abort that is
   * at most `cancelMs` later, since a worker that does not let go of its last job is terminated.
   *
   * @throws WorkerDied when the worker could not start or died; ForecastFailure the job's error, or `cancelled`
   */
  run(jobs: readonly HandledJob[]): Array<Promise<ForecastResponse>> {
    const sent: Array<{ id: number; request: ForecastRequest }> = [];
    const answers = jobs.map((job) => {
      const id = ++this.lastId;
      sent.push({ id, request: job.request });
      return this.expect<ForecastResponse>(id, job, (message, resolve) => {
        if (message.type === 'done') {
          resolve(message.response);
        } else if (message.type === 'checkpoint') {
          job.onCheckpoint?.(message.checkpoint);
        } else if (message.type === 'preliminary') {
          job.onPreliminary?.(message.result);
        }
      });
    });
    this.send({ type: 'forecast', jobs: sent });
    return answers;
  }

  /** Asks what this machine can do. @throws WorkerDied */
  benchmark(bucket: Bucket | undefined): Promise<DeviceFacts> {
    const id = ++this.lastId;
    const answer = this.expect<DeviceFacts>(id, undefined, (message, resolve) => {
      if (message.type === 'benchmarked') {
        resolve(message.facts);
      }
    });
    this.send({ type: 'benchmark', id, ...(bucket && { bucket }) });
    return answer;
  }

  /** Stops or starts all training of the worker, if there is one. */
  tell(message: { type: 'pause' | 'resume' }): void {
    this.worker?.postMessage(message);
  }

  private expect<T>(
    id: number,
    job: HandledJob | undefined,
    answer: (message: FromWorker, resolve: (value: T) => void) => void
  ): Promise<T> {
    let timer: Timer;
    const cancel = () => {
      this.worker?.postMessage({ type: 'cancel', id });
      timer = setTimeout(() => this.giveUp(id), this.patience.cancelMs);
    };
    clearTimeout(this.idleTimer);
    return new Promise<T>((resolve, fail) => {
      this.pending.set(id, {
        job,
        fail,
        answer: (message) =>
          message.type === 'failed' ? fail(new ForecastFailure(message.error)) : answer(message, resolve),
      });
      job?.signal.addEventListener('abort', cancel, { once: true });
    }).finally(() => {
      clearTimeout(timer);
      job?.signal.removeEventListener('abort', cancel);
      this.pending.delete(id);
      this.rest();
    });
  }

  /** Waits no longer for a cancelled job. A worker with other work is left to it; one without is terminated. */
  private giveUp(id: number): void {
    this.pending.get(id)?.fail(new ForecastFailure({ kind: 'cancelled' }));
    this.pending.delete(id);
    if ([...this.pending.values()].every(({ job }) => job?.signal.aborted)) {
      this.kill(phrase('It did not stop when asked to'));
    }
  }

  private send(message: ToWorker): void {
    try {
      this.worker ??= this.start();
      this.worker.postMessage(message);
    } catch (error) {
      this.kill(wordsOf(error));
    }
  }

  /** Ends the worker; what it was asked fails with `WorkerDied`. The next question starts a new worker. */
  private kill(why: Words): void {
    const { worker } = this;
    this.worker = undefined;
    clearTimeout(this.startTimer);
    clearTimeout(this.idleTimer);
    if (worker) {
      worker.onmessage = worker.onerror = worker.onmessageerror = null;
      worker.terminate();
    }
    this.pending.forEach(({ fail }) => fail(new WorkerDied(why)));
    this.pending.clear();
  }

  private rest(): void {
    clearTimeout(this.idleTimer);
    if (this.worker && this.pending.size === 0) {
      this.idleTimer = setTimeout(() => this.kill(phrase('It had nothing to do')), this.patience.idleMs);
    }
  }

  private start(): WorkerLike {
    const worker = this.create();
    const { startMs } = this.patience;
    const late = phrase('It did not start within {{seconds}} s', { seconds: startMs / 1000 });
    this.startTimer = setTimeout(() => this.kill(late), startMs);
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      clearTimeout(this.startTimer);
      if (data.type === 'states') {
        data.states.forEach(({ id, state }) => this.pending.get(id)?.job?.onState(state));
      } else if (data.type !== 'ready') {
        this.pending.get(data.id)?.answer(data);
      }
    };
    worker.onerror = (event) => {
      event.preventDefault?.();
      this.kill(event.message || phrase('Its script could not be loaded'));
    };
    worker.onmessageerror = () => this.kill(phrase('A message could not be read'));
    return worker;
  }
}
