import { toForecastError } from '../../core/options/errors';
import { GPUS, rankDevices, type Choice } from '../../engine/devices/choose';
import { DeviceSelector, avoiding, processorChoices, withoutGpus } from '../../engine/devices/deviceSelector';
import { answerWithin } from '../storage/answerWithin';
import { createWorker, type WorkerLike } from './createWorker';
import { whyNot } from '../thread/failover';
import type { ModelStore } from '../storage/modelStore';
import { pageStore } from '../storage/pageStore';
import { poolSize, WorkerPool, type Lease } from './pool';
import type { ForecastClient, ForecastJob, ForecastResponse, JobState, SavedModel } from '../protocol';
import { JobQueue } from './queue';
import { createQueuedJob, type QueuedJob } from './queuedJob';
import { isFresh } from './reuse';
import { pageVisibility, type Visibility } from './visibility';
import { workloadOf } from './workload';
import { PATIENCE, WorkerDied, type Patience } from './workerHandle';

/** What the client needs from the page; tests bring their own. */
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
/** How often a job is given to a worker that dies over it. */
const ATTEMPTS = 2;
/** How long the store may look for a model; a store that hangs must cost a training, not the forecast. */
const STORE_MS = 2000;
/** Series trained side by side on a GPU. */
const MOST_TOGETHER = 64;
/** The series of a panel arrive one by one: a GPU waits this long for others to train along. */
const TOGETHER_MS = 150;

let shared: ForecastClient | undefined;

/** The page's client: all panels of a page share one queue and one pool of workers. */
export function forecastClient(): ForecastClient {
  shared ??= createForecastClient({
    createWorker,
    store: pageStore(),
    visibility: pageVisibility,
    now: Date.now,
    patience: PATIENCE,
    workers: poolSize(navigator.hardwareConcurrency),
  });
  return shared;
}

/** A client of its own, with its own queue and workers. */
export function createForecastClient(parts: ClientParts): ForecastClient {
  return new QueueingClient(parts);
}

class QueueingClient implements ForecastClient {
  private readonly queue = new JobQueue<QueuedJob>(AGEING_MS);
  private readonly running = new Set<QueuedJob>();
  private readonly pool: WorkerPool;
  private readonly selector = new DeviceSelector();

  constructor(private readonly parts: ClientParts) {
    this.pool = new WorkerPool(() => parts.createWorker(), parts.patience, parts.workers);
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
    void this.recall(queued).then(() => this.serveNext());
    return outcome;
  }

  prioritise(key: string, priority: number): void {
    const job = this.queue.find(key);
    if (job && job.priority !== priority) {
      this.queue.change(job, { priority });
      this.serveNext();
    }
  }

  /** Looks for a model trained before. A job that has one is short. */
  private async recall(job: QueuedJob): Promise<void> {
    const model = job.retrain ? undefined : await answerWithin(this.parts.store.load(job.name), STORE_MS, job.signal);
    job.isRecalled = true;
    this.offer(job, model);
  }

  private offer(job: QueuedJob, model: SavedModel | undefined): void {
    if (!job.retrain && model && isFresh(model, job.request.series)) {
      job.model = model;
      this.queue.change(job, { isShort: true });
    }
  }

  /** Starts what waits and can be started. Nobody waits for a page that nobody sees: nothing is until it is seen. */
  private serveNext(): void {
    this.pool.gpu.isReserved = false;
    if (!this.parts.visibility.isHidden()) {
      for (const job of this.queue.waiting()) {
        if (job.isRecalled && this.queue.waiting().includes(job)) {
          this.place(job);
        }
      }
    }
    this.tellPositions();
  }

  /** Finds a worker for a job; if there is none, it waits on. */
  private place(job: QueuedJob): void {
    if (job.isShort) {
      const lease = this.pool.forShort();
      if (lease) {
        void this.serve([job], processorChoices(job.request.options.device), lease, 'short');
      }
      return;
    }
    const gpuLease = this.pool.forGpu();
    const freeLease = this.pool.forProcessor(this.selector.hasGpu);
    if (!gpuLease && !freeLease) {
      return;
    }
    const facts = this.selector.find(job.request.options.device, workloadOf(job.request));
    if (!facts && gpuLease) {
      void this.benchmark(job, gpuLease);
      return;
    }
    const known = facts ?? this.selector.findUnmeasured();
    if (!known) {
      return;
    }
    const peers = this.peersOf(job);
    const { steps } = workloadOf(job.request);
    const demand = { steps, series: peers.length, workers: this.pool.size };
    const choices = avoiding(rankDevices(job.request.options.device, known, demand), job.interruption?.device);
    const [{ device }] = choices;
    if (!GPUS.has(device)) {
      if (freeLease) {
        void this.serve([job], freeLease === this.pool.gpu ? choices : withoutGpus(choices), freeLease, 'long');
      }
    } else if (gpuLease && this.parts.now() - job.arrived < TOGETHER_MS) {
      gpuLease.isReserved = true;
      setTimeout(() => this.serveNext(), TOGETHER_MS);
    } else if (gpuLease) {
      this.serveOnGpu(device === 'webgpu' ? peers : [job], choices, gpuLease);
    }
  }

  /** Those that train together come back when the GPU fails them: one worker would take them one after the other. */
  private serveOnGpu(jobs: QueuedJob[], choices: Choice[], lease: Lease): void {
    const isConfined = jobs.length > 1 && this.pool.size > 1 && jobs[0].interruption === undefined;
    jobs.forEach((job) => (job.confinedTo = isConfined ? choices[0].device : undefined));
    void this.serve(jobs, isConfined ? choices.slice(0, 1) : choices, lease, 'long');
  }

  /** The jobs that wait and could be trained side by side with this one, itself first. */
  private peersOf(job: QueuedJob): QueuedJob[] {
    const isPeer = (other: QueuedJob) =>
      other !== job &&
      other.isRecalled &&
      !other.isShort &&
      other.interruption?.device === job.interruption?.device &&
      other.batchKey === job.batchKey;
    return [job, ...this.queue.waiting().filter(isPeer)].slice(0, MOST_TOGETHER);
  }

  /** Has devices looked for or measured; the job waits on meanwhile, and fails with a worker that does not start. */
  private async benchmark(job: QueuedJob, lease: Lease): Promise<void> {
    lease.long++;
    try {
      await this.selector.benchmark(job.request.options.device, workloadOf(job.request), (bucket) =>
        lease.handle.benchmark(bucket)
      );
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
  private async serve(jobs: QueuedJob[], choices: Choice[], lease: Lease, kind: 'long' | 'short'): Promise<void> {
    lease[kind]++;
    jobs.forEach((job) => {
      this.queue.take(job);
      this.running.add(job);
      job.attempts++;
      job.ahead = undefined;
      this.hear(job, { kind: 'starting' });
    });
    const answers = lease.handle.run(
      jobs.map((job) => ({
        request: { ...job.request, choices, model: job.model, interruption: job.interruption },
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
    lease[kind]--;
    this.serveNext();
  }

  /** What was under way when the page was hidden arrives late: it is told when the page is seen again. */
  private hear(job: QueuedJob, state: JobState): void {
    job.device = state.kind === 'training' ? state.device : job.device;
    job.state = state;
    if (!this.parts.visibility.isHidden()) {
      job.tell(state);
    }
  }

  private done(job: QueuedJob, response: ForecastResponse): void {
    this.running.delete(job);
    const { model } = response;
    if (model && model.trainedAt !== job.model?.trainedAt) {
      void this.parts.store.save(job.name, model);
      // A refresh that was queued meanwhile need not train again.
      this.queue.waiting().forEach((other) => other.name === job.name && this.offer(other, model));
    }
    job.resolve(response);
  }

  /** A job that was interrupted is tried again, unless a newer one of its key is there already. */
  private failed(job: QueuedJob, error: unknown): void {
    this.running.delete(job);
    const { device, checkpoint, confinedTo } = job;
    const why = confinedTo && whyNot(error);
    job.confinedTo = undefined;
    const isDead = error instanceof WorkerDied && job.attempts < ATTEMPTS;
    if (job.signal.aborted || !(isDead || why)) {
      job.fail(toForecastError(error));
    } else if (this.queue.find(job.key)) {
      job.fail({ kind: 'cancelled' });
    } else {
      if (why && confinedTo) {
        job.attempts--;
        job.interruption = { what: 'device', why, device: confinedTo, checkpoint };
      } else if (isDead && device) {
        job.interruption = { what: 'worker', why: error.why, device, checkpoint };
      }
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
