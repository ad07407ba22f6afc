import type { ModelStore } from '../storage';
import type { ForecastClient, ForecastJob, ForecastResponse, JobState } from '../protocol';
import { type Lease, type Patience, type Visibility, type WorkerLike, WorkerPool } from '../workers';
import { ModelRecall } from './modelRecall';
import { Placer, type Run } from './placement';
import { JobQueue } from './queue';
import { createQueuedJob, type QueuedJob, isShared } from './queuedJob';
import { prepareRetry } from './retry';

/** The client's surroundings in the page; tests bring their own. */
export interface ClientParts {
  createWorker(): WorkerLike;
  store: ModelStore;
  visibility: Visibility;
  /** ms */
  now(): number;
  patience: Patience;
  workers: number;
}

/** A job of the next lower priority waits at most this much longer than in order of arrival. */
const AGEING_MS = 15_000;
/** A client of its own, with its own queue and workers. */
export function createForecastClient(parts: ClientParts): ForecastClient {
  return new QueueingClient(parts);
}

class QueueingClient implements ForecastClient {
  private readonly queue = new JobQueue<QueuedJob>(AGEING_MS);
  private readonly running = new Set<QueuedJob>();
  private readonly pool: WorkerPool;
  private readonly models: ModelRecall;
  private readonly placement: Placer;

  constructor(private readonly parts: ClientParts) {
    this.pool = new WorkerPool(() => parts.createWorker(), parts.patience, parts.workers);
    this.models = new ModelRecall(parts.store, this.queue);
    this.placement = new Placer(this.pool, this.queue);
    parts.visibility.subscribe(() => this.pauseOrResume());
  }

  forecast(job: ForecastJob, onState: (state: JobState) => void, signal: AbortSignal): Promise<ForecastResponse> {
    const { queued, outcome } = createQueuedJob(job, onState, signal, this.parts.now());
    if (signal.aborted) {
      queued.fail({ kind: 'cancelled' });
      return outcome;
    }
    // The caller need not wait until the worker has let go; its lease does.
    queued.onCancel = () => {
      this.queue.remove(queued, this.parts.now());
      queued.fail({ kind: 'cancelled' });
      this.tellPositions();
    };
    this.queue.add(queued)?.fail({ kind: 'cancelled' });
    this.tellPositions();
    void this.models.recall(queued).then(() => this.serveNext());
    return outcome;
  }

  prioritise(key: string, priority: number): void {
    const job = this.queue.find(key);
    if (job && job.priority !== priority) {
      this.queue.change(job, { priority });
      this.serveNext();
    }
  }

  /** Starts what waits and can be started. Nobody waits for a page that nobody sees: nothing is until it is seen. */
  private serveNext(): void {
    this.pool.gpu.isReserved = false;
    if (!this.parts.visibility.isHidden()) {
      for (const job of this.queue.waiting()) {
        if (job.isRecalled && this.queue.waiting().includes(job) && !this.awaitsModel(job)) {
          this.place(job);
        }
      }
    }
    this.tellPositions();
  }

  /** Whether the network that it shares is being trained by another. */
  private awaitsModel(job: QueuedJob): boolean {
    const isTrained = (other: QueuedJob) => isShared(other) && other.name === job.name && !other.model;
    return isShared(job) && !job.isShort && [...this.running].some(isTrained);
  }

  /** Starts a job where there is a worker for it; if there is none, it waits on. */
  private place(job: QueuedJob): void {
    const placement = this.placement.find(job, this.parts.now());
    if (placement?.kind === 'run') {
      void this.serve(placement);
    } else if (placement?.kind === 'benchmark') {
      void this.benchmark(job, placement.lease);
    } else if (placement?.kind === 'wait') {
      setTimeout(() => this.serveNext(), placement.ms);
    }
  }

  /** Has devices looked for or measured; the job waits on meanwhile, and fails with a worker that does not start. */
  private async benchmark(job: QueuedJob, lease: Lease): Promise<void> {
    lease.long++;
    try {
      await this.placement.benchmark(job, lease);
    } catch (error) {
      job.attempts++;
      if (this.queue.take(job)) {
        this.failed(job, error);
      }
    } finally {
      lease.long--;
      this.serveNext();
    }
  }

  /** Hands jobs to a worker, and sees to each answer. */
  private async serve({ jobs, choices, lease, load }: Run): Promise<void> {
    lease[load]++;
    jobs.forEach((job) => {
      this.queue.take(job);
      this.running.add(job);
      job.attempts++;
      job.ahead = undefined;
      this.hear(job, { kind: 'starting' });
    });
    const answers = lease.handle.run(
      jobs.map((job) => ({
        // With a model the others of its panel are not needed.
        request: {
          ...job.request,
          ...(job.model && { panel: undefined }),
          choices,
          model: job.model,
          interruption: job.interruption,
        },
        signal: job.signal,
        onState: (state) => this.hear(job, state),
        onCheckpoint: (checkpoint) => (job.checkpoint = checkpoint),
        onPreliminary: (result) => job.signal.aborted || job.onPreliminary?.(result),
      }))
    );
    await Promise.all(
      jobs.map((job, index) =>
        answers[index].then(
          (response) => this.done(job, response),
          (error) => this.failed(job, error)
        )
      )
    );
    lease[load]--;
    this.serveNext();
  }

  /** A state of work that was under way when the page was hidden arrives late: it is told when the page is seen again. */
  private hear(job: QueuedJob, state: JobState): void {
    job.device = state.kind === 'training' ? state.device : job.device;
    job.state = state;
    if (!this.parts.visibility.isHidden()) {
      job.tell(state);
    }
  }

  private done(job: QueuedJob, response: ForecastResponse): void {
    this.running.delete(job);
    this.models.keep(job, response);
    job.resolve(response);
  }

  /** A job that was interrupted is tried again, unless a newer one of its key is there already. */
  private failed(job: QueuedJob, error: unknown): void {
    this.running.delete(job);
    const final = prepareRetry(job, error, this.queue.find(job.key) !== undefined);
    if (final) {
      job.fail(final);
    } else {
      this.queue.add(job);
    }
  }

  private pauseOrResume(): void {
    const isHidden = this.parts.visibility.isHidden();
    this.pool.tell({ type: isHidden ? 'pause' : 'resume' });
    for (const job of this.running) {
      job.tell(isHidden ? { kind: 'paused' } : job.state);
    }
    this.serveNext();
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
