import { type ForecastError, toForecastError } from '../../core/options';
import { whyNot } from '../whyNot';
import type { QueuedJob } from './queuedJob';
import { WorkerDied } from '../workers';

/** The number of times that a job is given to a worker that dies over it. */
const ATTEMPTS = 2;

/**
 * Readies a job that failed for another worker, where it was interrupted: its worker died, or the one device failed
 * that it was confined to.
 * @param isReplaced whether a newer job of its key waits already
 * @returns the error to fail with instead; undefined where the job is to be queued again
 */
export function prepareRetry(job: QueuedJob, error: unknown, isReplaced: boolean): ForecastError | undefined {
  const { device, checkpoint, confinedTo } = job;
  const why = confinedTo && whyNot(error);
  job.confinedTo = undefined;
  const isDead = error instanceof WorkerDied && job.attempts < ATTEMPTS;
  if (job.signal.aborted || !(isDead || why)) {
    return toForecastError(error);
  }
  if (isReplaced) {
    return { kind: 'cancelled' };
  }
  if (why && confinedTo) {
    job.attempts--;
    job.interruption = { what: 'device', why, device: confinedTo, checkpoint };
  } else if (isDead && device) {
    job.interruption = { what: 'worker', why: error.why, device, checkpoint };
  }
  return undefined;
}
