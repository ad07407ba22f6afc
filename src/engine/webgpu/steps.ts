import { type NetworkOptions, dropoutKey, stepRates } from '../model';

/** Windows that a model computes at once. */
export interface Batch {
  /** rows of the dataset, each a window's last step */
  origins: Int32Array;
  /** known targets of these windows, more than 0 */
  known: number;
}

/** Known targets of each row of `targets` (N, H). */
export function countKnown(targets: Float32Array, outputs: number): Uint32Array {
  const counts = new Uint32Array(targets.length / outputs);
  targets.forEach((target, i) => {
    if (!Number.isNaN(target)) {
      counts[Math.floor(i / outputs)]++;
    }
  });
  return counts;
}

/** Batches of `batchSize` windows in this order, without those that have no known target: they make no step. */
export function planBatches(order: Int32Array, known: Uint32Array, batchSize: number): Batch[] {
  const batches: Batch[] = [];
  for (let from = 0; from < order.length; from += batchSize) {
    const origins = order.slice(from, from + batchSize);
    const sum = origins.reduce((total, origin) => total + known[origin], 0);
    if (sum > 0) {
      batches.push({ origins, known: sum });
    }
  }
  return batches;
}

/** 32-bit words of a `Step` of `wgsl.ts`. */
const WORDS = 8;

/** Bytes of one step of so many models. */
export const stepBytes = (models: number) => models * WORDS * 4;

/** Steps that are handed to the device at once, at most, and windows of them. */
const MOST_STEPS = 64;
const MOST_WINDOWS = 2 ** 16;

/** Offsets into a uniform buffer are multiples of this. */
const ALIGNMENT = 256;

/**
 * Facts of the next few steps of all models for the device: a `Step` for each, and the windows' rows. Filled
 * for many steps and written once a submit.
 */
export class StepTable {
  /** most steps it holds */
  readonly capacity: number;
  /** bytes from one step to the next, and of one step of all models */
  readonly stride: number;
  readonly stepBytes: number;
  readonly steps: ArrayBuffer;
  readonly origins: Uint32Array;
  private windows = 0;

  /** @param firstRows where each model's rows start in the inputs and targets of all */
  constructor(
    private readonly firstRows: readonly number[],
    mostRows: number
  ) {
    const models = firstRows.length;
    this.stepBytes = stepBytes(models);
    this.stride = Math.ceil(this.stepBytes / ALIGNMENT) * ALIGNMENT;
    this.capacity = Math.max(1, Math.min(MOST_STEPS, Math.floor(MOST_WINDOWS / (models * mostRows))));
    this.steps = new ArrayBuffer(this.capacity * this.stride);
    this.origins = new Uint32Array(this.capacity * models * mostRows);
  }

  /** Bytes of `origins` that are filled. */
  get originBytes(): number {
    return 4 * this.windows;
  }

  clear(): void {
    new Uint8Array(this.steps).fill(0);
    this.windows = 0;
  }

  /**
   * Adds a model's batch to a step; a model without one rests.
   * @param training the step's number from 1 as Adam counts, and the options; absent: the batch is only measured
   */
  put(step: number, model: number, { origins, known }: Batch, training?: { n: number; options: NetworkOptions }): void {
    const at = step * this.stride + model * WORDS * 4;
    const integers = new Uint32Array(this.steps, at, WORDS);
    const floats = new Float32Array(this.steps, at, WORDS);
    integers[0] = this.windows;
    integers[1] = origins.length;
    floats[2] = 1 / known;
    if (training) {
      const { n, options } = training;
      const { rate, keep } = stepRates(options, n);
      floats[3] = rate;
      floats[4] = keep;
      integers[5] = dropoutKey(options.seed ?? 0, n);
    }
    origins.forEach((origin, i) => (this.origins[this.windows + i] = this.firstRows[model] + origin));
    this.windows += origins.length;
  }
}
