import { type ModelStore, answerWithin } from '../storage';
import type { ForecastResponse, SavedModel } from '../protocol';
import type { JobQueue } from './queue';
import { type QueuedJob, isShared } from './queuedJob';
import { pinMisfit } from '../pinning';
import { isFresh } from '../reuse';

/** Limit of the store's search for a model; a store that hangs must cost a training, not the forecast. */
const STORE_MS = 2000;

/** Gives waiting jobs the models that were trained before, and keeps new ones. A job that has one is short. */
export class ModelRecall {
  constructor(
    private readonly store: ModelStore,
    private readonly queue: JobQueue<QueuedJob>
  ) {}

  /** Looks in the store. */
  async recall(job: QueuedJob): Promise<void> {
    const isAsked = isRecalled(job);
    const stored = isAsked ? await answerWithin(this.store.load(job.name), STORE_MS, job.signal) : undefined;
    job.isRecalled = true;
    this.offer(job, stored);
    const { pinned } = job;
    const isOlder = pinned && stored && stored.trainedAt > pinned.trainedAt;
    if (isAsked && pinned && !isOlder && !pinMisfit(pinned, job.request)) {
      job.model = pinned;
      this.queue.change(job, { isShort: true });
    }
  }

  /** Stores the model of a job that is done, if it is new; a refresh that was queued meanwhile need not train again. */
  keep(job: QueuedJob, { model }: ForecastResponse): void {
    // One of its own, where the network that it should share did not fit, has no place under the panel's name.
    const isItsKind = !isShared(job) || model?.shared !== undefined;
    if (model && isItsKind && !job.isAside && model.trainedAt !== job.model?.trainedAt) {
      void this.store.save(job.name, model);
      this.queue.waiting().forEach((other) => other.name === job.name && this.offer(other, model));
    }
  }

  private offer(job: QueuedJob, model: SavedModel | undefined): void {
    const isFresher = model && isShared(job) && model.trainedAt >= job.arrived;
    const isWanted = isRecalled(job) || (isFresher && !job.isAside);
    if (isWanted && model && isFresh(model, job.request)) {
      job.model = model;
      this.queue.change(job, { isShort: true });
    }
  }
}

/** An imported model is all that its network has: it forecasts the past too, and whoever trains again. */
const isRecalled = ({ retrain, isAside, request }: QueuedJob): boolean =>
  request.options.network === 'imported' || (!retrain && !isAside);
