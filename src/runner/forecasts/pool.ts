import { isMainThread } from 'node:worker_threads';
import workerpool from 'workerpool';
import { ForecastFailure, type ForecastError, toForecastError } from '../../core/options';
import type { ForecastResponse } from '../../worker/protocol';
import { type ForecastTask, answer } from './answer';

/** Threads that forecast. */
export interface Pool {
  answer(task: ForecastTask): Promise<ForecastResponse>;
  /** tasks that wait for a thread */
  waiting(): number;
  stop(): Promise<void>;
}

/** Typed errors do not survive the way between threads as exceptions. */
type Outcome = { response: ForecastResponse } | { error: ForecastError };

/** Threads that run the same file as this one. @param file a module that calls `serveAsThread` */
export function createPool(file: string, threads: number): Pool {
  const pool = workerpool.pool(file, { workerType: 'thread', maxWorkers: threads });
  return {
    async answer(task) {
      const outcome = (await pool.exec('answer', [task])) as Outcome;
      if ('error' in outcome) {
        throw new ForecastFailure(outcome.error);
      }
      return outcome.response;
    },
    waiting: () => pool.stats().pendingTasks,
    stop: async () => void (await pool.terminate(true)),
  };
}

/** Turns this thread into one of the pool's. @returns whether it is one */
export function serveAsThread(): boolean {
  if (isMainThread) {
    return false;
  }
  workerpool.worker({
    answer: (task: ForecastTask): Promise<Outcome> =>
      answer(task).then(
        (response) => ({ response }),
        (error: unknown) => ({ error: toForecastError(error) })
      ),
  });
  return true;
}
