import { ForecastFailure } from '../../core/options';
import type { Dataset, Engine, ModelShape, TrainOptions, TrainedModel } from '../../engine/model';
import { type TrainControls, train, trainMany } from '../../engine/training';

export interface Trained {
  trained: TrainedModel;
  /** models trained side by side, this one included */
  together: number;
}

/** Trains one model; `onProgress` is told with how many. @throws ForecastFailure as `train` */
export type Train = (
  engine: Engine,
  shape: ModelShape,
  data: Dataset,
  options: TrainOptions,
  controls: TrainControls & { onStart?(together: number): void }
) => Promise<Trained>;

export const trainAlone: Train = async (engine, shape, data, options, controls) => ({
  trained: await train(engine, shape, data, options, controls),
  together: 1,
});

type Request = Parameters<Train>;
interface Waiting {
  request: Request;
  resolve(trained: Trained): void;
  reject(error: unknown): void;
}

/** One of several jobs that set out together. */
export interface Participant {
  train: Train;
  /** to be called when the job is over: nobody waits for it any more */
  leave(): void;
}

/**
 * Jobs that set out together train together: training begins when each has come to it or is over, and those of one
 * shape, with the same options on the same engine, are then one group. Each has its own progress, result and failure;
 * one that is cancelled keeps no other.
 */
export class TrainTogether {
  /** participants that may still come to train */
  private coming: number;
  private waiting: Waiting[] = [];

  constructor(size: number) {
    this.coming = size;
  }

  /** To be called once for each job. */
  join(): Participant {
    let state: 'coming' | 'here' | 'gone' = 'coming';
    const become = (next: typeof state) => {
      this.coming += Number(next === 'coming') - Number(state === 'coming');
      state = next;
    };
    return {
      train: (...request) =>
        new Promise((resolve, fail) => {
          const reject = (error: unknown) => {
            if (state === 'here') {
              // It may come again, to another device.
              become('coming');
            }
            this.waiting = this.waiting.filter((other) => other !== entry);
            fail(error);
          };
          const entry: Waiting = { request, resolve, reject };
          become('here');
          this.waiting.push(entry);
          signalOf(entry)?.addEventListener('abort', () => reject(cancelled()), { once: true });
          this.startIfComplete();
        }),
      leave: () => {
        become('gone');
        this.startIfComplete();
      },
    };
  }

  private startIfComplete(): void {
    if (this.coming > 0 || this.waiting.length === 0) {
      return;
    }
    const groups = new Map<string, Waiting[]>();
    for (const entry of this.waiting) {
      const [{ device }, shape, , options] = entry.request;
      const key = JSON.stringify([device, shape, options]);
      groups.set(key, [...(groups.get(key) ?? []), entry]);
    }
    this.waiting = [];
    groups.forEach((group) => void trainGroup(group));
  }
}

/**
 * Side by side where the engine can do that, else one after the other: then the first is done soonest. Halves of what
 * does not fit on the device follow each other.
 */
async function trainGroup(group: Waiting[]): Promise<void> {
  const [[engine, shape, , options, { now }]] = group.map(({ request }) => request);
  if (group.length === 1 || !engine.createGroup) {
    for (const { request, resolve, reject } of group) {
      request[4].onStart?.(1);
      await trainAlone(...request).then(resolve, reject);
    }
    return;
  }
  const controls = group.map(({ request }) => request[4]);
  controls.forEach(({ onStart }) => onStart?.(group.length));
  try {
    const outcomes = await trainMany(
      engine,
      shape,
      group.map(({ request }) => request[2]),
      options,
      {
        now,
        signal: whenAllAbort(controls.map(({ signal }) => signal)),
        signals: controls.map(({ signal }) => signal),
        resume: controls.map(({ resume }) => resume),
        onProgress: (m, progress) => controls[m].onProgress?.(progress),
        onCheckpoint: (m, checkpoint) => controls[m].onCheckpoint?.(checkpoint),
      }
    );
    outcomes.forEach((outcome, m) => {
      if (outcome instanceof ForecastFailure) {
        group[m].reject(outcome);
      } else {
        group[m].resolve({ trained: outcome, together: group.length });
      }
    });
  } catch (error) {
    if (isTooLarge(error)) {
      const half = Math.ceil(group.length / 2);
      await trainGroup(group.slice(0, half));
      await trainGroup(group.slice(half));
    } else {
      group.forEach(({ reject }) => reject(error));
    }
  }
}

/** Aborts once all of them have; never if one is missing. */
function whenAllAbort(signals: ReadonlyArray<AbortSignal | undefined>): AbortSignal {
  const controller = new AbortController();
  const check = () => signals.every((signal) => signal?.aborted) && controller.abort();
  signals.forEach((signal) => signal?.addEventListener('abort', check, { once: true }));
  check();
  return controller.signal;
}

const isTooLarge = (error: unknown) => error instanceof ForecastFailure && error.detail.kind === 'too-large';
const signalOf = ({ request }: Waiting) => request[4].signal;
const cancelled = () => new ForecastFailure({ kind: 'cancelled' });
