import { setTimeout } from 'node:timers/promises';
import type { Job } from 'bullmq';
import { ForecastFailure, type ForecastError, toForecastError } from '../../core/options';
import type { ForecastResponse } from '../../worker/protocol';
import type { Answer, ForecastTask, Pool } from '../forecasts';
import type { Connection } from './redis';
import { PREFIX, digestOf, pack, unpack } from './packing';

const QUEUE = 'fits';
/** Time for which a fit of a killed process is left alone before another takes it, and between two looks for such, ms. */
const LOCK_MS = 10_000;
const LOOK_MS = 5000;
/** Processes that may die of one fit. */
const DEATHS = 3;
/** Time for which a fit that is done is known, so that whoever finds it due again has its answer, seconds. */
const KNOWN_S = 600;
/** Between two looks for answers, ms. */
const POLL_MS = 250;
/** Between two attempts to add a job, ms. */
const RETRY_MS = 1000;
/** Looks after which is seen whether the fits that are waited for are still there. */
const LOOKS = 20;

type Outcome = { response: ForecastResponse } | { error: ForecastError };
interface Waiting {
  resolve(outcome: Outcome): void;
  reject(reason: Error): void;
}

/** Fits that any replica computes. */
export interface Fits {
  answer: Answer;
  /** jobs that no replica has begun */
  waiting(): Promise<number>;
  stop(): Promise<void>;
}

const answerKey = (id: string) => `${PREFIX}:answer:${id}`;

/**
 * Fits as jobs of BullMQ. The name of a fit is the id of its job, and an answer is known for some minutes: a fit that two
 * processes find due is computed once. A process takes as many jobs as it has threads; of one that dies another takes them.
 */
export async function createFits(
  { client, createBlocking, ask }: Connection,
  pool: Pool,
  threads: number
): Promise<Fits> {
  const { Queue, Worker } = await import('bullmq');
  const queue = new Queue<{ task: string }>(QUEUE, { connection: client, prefix: PREFIX });
  const blocking = createBlocking();
  let isStopped = false;
  const compute = async (job: Job<{ task: string }>) => {
    const task = unpack(Buffer.from(job.data.task, 'base64')) as ForecastTask;
    const outcome: Outcome = await pool.answer(task).then(
      (response) => ({ response }),
      (error: unknown) => ({ error: toForecastError(error) })
    );
    if (isStopped) {
      throw new Error('The process stops; another takes this fit.');
    }
    await client.set(answerKey(job.id ?? ''), pack(outcome), 'EX', 2 * KNOWN_S);
    // Nobody needs it again, and it is the larger half.
    await job.updateData({ task: '' });
  };
  const worker = new Worker(QUEUE, compute, {
    ...{ connection: blocking, prefix: PREFIX, concurrency: threads },
    ...{ lockDuration: LOCK_MS, stalledInterval: LOOK_MS, maxStalledCount: DEATHS },
    ...{ removeOnComplete: { age: KNOWN_S }, removeOnFail: { count: 0 } },
  });
  // Whoever asks is told by the command that fails, and these try again by themselves.
  queue.on('error', () => {});
  worker.on('error', () => {});

  const waiting = new Map<string, Waiting>();
  const settle = (id: string, how: (one: Waiting) => void) => {
    const one = waiting.get(id);
    waiting.delete(id);
    if (one) {
      how(one);
    }
  };
  /** Fits that neither wait nor are computed: Redis has lost them, or they cost too many processes their lives. */
  const findGone = async (ids: string[]): Promise<string[]> => {
    const states = await Promise.all(ids.map((id) => queue.getJobState(id)));
    return ids.filter((_, i) => ['completed', 'failed', 'unknown'].includes(states[i]));
  };
  const look = async (isThorough: boolean) => {
    const ids = [...waiting.keys()];
    const gone = isThorough ? await findGone(ids) : [];
    const answers = await client.mgetBuffer(ids.map(answerKey));
    answers.forEach((bytes, i) => bytes && settle(ids[i], ({ resolve }) => resolve(unpack(bytes) as Outcome)));
    for (const id of gone) {
      if (waiting.has(id)) {
        await queue.remove(id);
        settle(id, ({ reject }) => reject(new Error('The queue has lost this fit.')));
      }
    }
  };
  let isLooking = false;
  const lookOut = async () => {
    isLooking = true;
    for (let looks = 1; waiting.size > 0 && !isStopped; looks++) {
      await setTimeout(POLL_MS);
      // While Redis is away the fits are waited for; each round sees that it is.
      await look(looks % LOOKS === 0).catch(() => {});
    }
    isLooking = false;
  };
  /** Adds a job, as soon as Redis is there. */
  const add = async (key: string, task: string, jobId: string): Promise<void> => {
    while (!isStopped) {
      try {
        await ask(() => queue.add(key, { task }, { jobId }));
        return;
      } catch {
        await setTimeout(RETRY_MS);
      }
    }
  };
  return {
    async answer(task, { key, slot }) {
      const id = `fit-${digestOf(slot)}`;
      await add(key, pack(task).toString('base64'), id);
      const outcome = await new Promise<Outcome>((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        if (!isLooking) {
          void lookOut();
        }
      });
      if ('error' in outcome) {
        throw new ForecastFailure(outcome.error);
      }
      return outcome.response;
    },
    waiting: () => queue.getWaitingCount(),
    async stop() {
      isStopped = true;
      // What is being computed is not waited for: another replica finds it.
      await Promise.all([worker.close(true), queue.close()]).catch(() => {});
      blocking.disconnect();
    },
  };
}
