import { ForecastFailure, toForecastError, type ForecastError } from '../core/errors';
import type { Device } from '../engine/engine';
import { throwIfCancelled } from '../engine/pacer';
import { answerWithin } from './answerWithin';
import { createWorker, type WorkerLike } from './createWorker';
import type { ModelStore } from './modelStore';
import { pageStore } from './pageStore';
import type { ForecastClient, ForecastJob, ForecastResponse, JobState, SavedModel } from './protocol';
import { JobQueue } from './queue';
import { isFresh, storeKey } from './reuse';
import { pageVisibility, type Visibility } from './visibility';
import { PATIENCE, WorkerDied, WorkerSlot, type Patience } from './workerSlot';

/** What the client needs from the page; tests bring their own. */
export interface ClientParts {
  createWorker(): WorkerLike;
  store: ModelStore;
  visibility: Visibility;
  /** ms */
  now(): number;
  patience: Patience;
  /** workers; one until a pool is worth its memory */
  workers: number;
}

/** A job of the next lower priority waits at most this much longer than in order of arrival. */
const AGEING_MS = 15_000;
/** How often a job is given to a worker that dies over it. */
const ATTEMPTS = 2;
/** How long the store may look for a model; a store that hangs must cost a training, not the forecast. */
const STORE_MS = 2000;

let shared: ForecastClient | undefined;

/** The page's client: all panels of a page share one queue and one worker. */
export function forecastClient(): ForecastClient {
  shared ??= createForecastClient({
    createWorker,
    store: pageStore(),
    visibility: pageVisibility,
    now: Date.now,
    patience: PATIENCE,
    workers: 1,
  });
  return shared;
}

/** A client of its own, with its own queue and workers. */
export function createForecastClient(parts: ClientParts): ForecastClient {
  return new QueueingClient(parts);
}

interface QueuedJob extends ForecastJob {
  since: number;
  attempts: number;
  /** the device it was training on when last heard of */
  device?: Device;
  /** the device a worker died on over this job */
  avoid?: Device;
  /** what `queued` state was last told */
  ahead?: number;
  signal: AbortSignal;
  tell(state: JobState): void;
  resolve(response: ForecastResponse): void;
  fail(error: ForecastError): void;
}

class QueueingClient implements ForecastClient {
  private readonly queue = new JobQueue<QueuedJob>(AGEING_MS);
  private readonly idle: WorkerSlot[];

  constructor(private readonly parts: ClientParts) {
    const { createWorker: create, patience, workers } = parts;
    this.idle = Array.from({ length: workers }, () => new WorkerSlot(create, patience));
    parts.visibility.subscribe(() => this.serveNext());
  }

  forecast(job: ForecastJob, onState: (state: JobState) => void, signal: AbortSignal): Promise<ForecastResponse> {
    return new Promise((resolve, reject) => {
      let isSettled = false;
      const settle = () => {
        isSettled = true;
        signal.removeEventListener('abort', cancel);
      };
      const queued: QueuedJob = {
        ...job,
        since: this.parts.now(),
        attempts: 0,
        signal,
        tell: (state) => {
          queued.device = state.kind === 'training' ? state.device : queued.device;
          if (!isSettled) {
            onState(state);
          }
        },
        resolve: (response) => {
          settle();
          resolve(response);
        },
        fail: (error) => {
          settle();
          reject(new ForecastFailure(error));
        },
      };
      // The caller need not wait until the worker has let go; its slot does.
      const cancel = () => {
        this.queue.remove(queued, this.parts.now());
        queued.fail({ kind: 'cancelled' });
        this.tellPositions();
      };
      if (signal.aborted) {
        queued.fail({ kind: 'cancelled' });
        return;
      }
      signal.addEventListener('abort', cancel, { once: true });
      this.queue.add(queued)?.fail({ kind: 'cancelled' });
      this.serveNext();
    });
  }

  /** Starts jobs on idle workers. Nobody waits for a page that nobody sees: it starts none until it is seen. */
  private serveNext(): void {
    while (this.idle.length > 0 && !this.parts.visibility.isHidden()) {
      const job = this.queue.takeNext();
      if (!job) {
        break;
      }
      void this.serve(job, this.idle.pop()!);
    }
    this.tellPositions();
  }

  private async serve(job: QueuedJob, slot: WorkerSlot): Promise<void> {
    job.tell({ kind: 'starting' });
    job.attempts++;
    job.ahead = undefined;
    try {
      const name = storeKey(job.identity ?? job.key, job.request);
      const model = await this.recall(name, job);
      throwIfCancelled(job.signal);
      const response = await slot.run({ ...job.request, model, avoid: job.avoid }, job.tell, job.signal);
      if (response.model && response.model.trainedAt !== model?.trainedAt) {
        void this.parts.store.save(name, response.model);
      }
      job.resolve(response);
    } catch (error) {
      this.failed(job, error);
    } finally {
      this.idle.push(slot);
      this.serveNext();
    }
  }

  private async recall(name: string, job: QueuedJob): Promise<SavedModel | undefined> {
    if (job.retrain) {
      return undefined;
    }
    const model = await answerWithin(this.parts.store.load(name), STORE_MS, job.signal);
    return model && isFresh(model, job.request.series) ? model : undefined;
  }

  /** A job that a worker died over is tried once more, unless a newer one of its key is there already. */
  private failed(job: QueuedJob, error: unknown): void {
    const isRetried = error instanceof WorkerDied && job.attempts < ATTEMPTS && !job.signal.aborted;
    if (!isRetried) {
      job.fail(toForecastError(error));
    } else if (this.queue.has(job.key)) {
      job.fail({ kind: 'cancelled' });
    } else {
      job.avoid = job.device;
      this.queue.add(job);
    }
  }

  private tellPositions(): void {
    this.queue.waiting().forEach((job, ahead) => {
      if (job.ahead !== ahead) {
        job.ahead = ahead;
        job.tell({ kind: 'queued', ahead });
      }
    });
  }
}
