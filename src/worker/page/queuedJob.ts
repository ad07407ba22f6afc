import { type ForecastError, ForecastFailure } from '../../core/options';
import type { Device } from '../../engine/model';
import type { Checkpoint } from '../../engine/training';
import type { ForecastJob, ForecastResponse, Interruption, JobState, SavedModel } from '../protocol';
import { storeKey } from '../reuse';
import { batchKeyOf } from './workload';

/** A job that waits or runs, with all the client knows of it. */
export interface QueuedJob extends ForecastJob {
  since: number;
  arrived: number;
  isShort: boolean;
  /** names its model in the store */
  name: string;
  /** equal for jobs that can be trained side by side */
  batchKey: string;
  /** the store has been asked for a model */
  isRecalled: boolean;
  model?: SavedModel;
  attempts: number;
  /** where its training was when last heard of */
  device?: Device;
  checkpoint?: Checkpoint;
  interruption?: Interruption;
  /** the only device its worker may use: should it fail, other workers go on with those that trained together */
  confinedTo?: Device;
  /** what `queued` state was last told */
  ahead?: number;
  /** what its worker last told of it */
  state: JobState;
  signal: AbortSignal;
  tell(state: JobState): void;
  resolve(response: ForecastResponse): void;
  fail(error: ForecastError): void;
  /** called when the caller takes it back */
  onCancel(): void;
}

/** Whether its network is that of other jobs too, under the same name. */
export const isShared = ({ request, isAside }: QueuedJob): boolean => request.panel !== undefined && !isAside;

/** @param now ms */
export function createQueuedJob(
  job: ForecastJob,
  onState: (state: JobState) => void,
  signal: AbortSignal,
  now: number
): { queued: QueuedJob; outcome: Promise<ForecastResponse> } {
  let settle: { resolve(response: ForecastResponse): void; reject(failure: ForecastFailure): void } | undefined;
  const outcome = new Promise<ForecastResponse>((resolve, reject) => (settle = { resolve, reject }));
  const cancel = () => queued.onCancel();
  const settled = () => {
    const open = settle;
    settle = undefined;
    signal.removeEventListener('abort', cancel);
    return open;
  };
  const { isUntrained = false, isExplained = false, options } = job.request;
  const queued: QueuedJob = {
    ...job,
    since: now,
    arrived: now,
    // An imported network is never trained, found or not.
    isShort: isUntrained || isExplained || options.network === 'imported',
    name: storeKey(job.identity ?? job.key, job.request),
    // A network that is shared is trained once, by whoever comes first.
    batchKey: job.request.panel ? job.key : batchKeyOf(job.request),
    isRecalled: false,
    attempts: 0,
    state: { kind: 'starting' },
    signal,
    tell: (state) => settle && onState(state),
    resolve: (response) => settled()?.resolve(response),
    fail: (error) => settled()?.reject(new ForecastFailure(error)),
    onCancel: () => {},
  };
  signal.addEventListener('abort', cancel, { once: true });
  return { queued, outcome };
}
