import type { ModelShape } from './engine';

/** The rough amount that a training has to compute: enough to tell which device is done first. */
export interface Workload {
  shape: ModelShape;
  batchSize: number;
  /** mini-batches of the whole training, were it to run through all its epochs */
  steps: number;
}

/** Sizes on which the cost of a step depends; networks of one bucket are measured once. */
export type Bucket = Omit<Workload, 'steps'>;

/** The bucket of a workload, by a network of its middle: each size rounded to the nearest power of two. */
export function bucketOf({ shape, batchSize }: Workload): Bucket {
  const { features, sequenceLength, layers, hidden, outputs } = shape;
  return {
    batchSize: toPower(batchSize),
    shape: {
      features: toPower(features),
      sequenceLength: toPower(sequenceLength),
      layers,
      hidden: toPower(hidden),
      outputs: toPower(outputs),
    },
  };
}

/** Equal for equal buckets. */
export function bucketKey({ shape, batchSize }: Bucket): string {
  const { features, sequenceLength, layers, hidden, outputs } = shape;
  return [features, sequenceLength, layers, hidden, outputs, batchSize].join('x');
}

const toPower = (size: number) => 2 ** Math.round(Math.log2(Math.max(1, size)));
