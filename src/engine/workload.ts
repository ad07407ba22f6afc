import type { ModelShape } from './engine';

/** How much a training has to compute, about: enough to tell which device is done first. */
export interface Workload {
  shape: ModelShape;
  batchSize: number;
  /** mini-batches of the whole training, were it to run through all its epochs */
  steps: number;
}

/** What a network costs a step depends on these sizes alone; those of one bucket are measured once. */
export type Bucket = Omit<Workload, 'steps'>;

/** The bucket of a workload, by the largest network in it: each size rounded up to a power of two. */
export function bucketOf({ shape, batchSize }: Workload): Bucket {
  const { features, sequenceLength, layers, hidden, outputs } = shape;
  return {
    batchSize: roundUp(batchSize),
    shape: {
      features: roundUp(features),
      sequenceLength: roundUp(sequenceLength),
      layers,
      hidden: Math.min(128, roundUp(hidden)),
      outputs: Math.min(288, roundUp(outputs)),
    },
  };
}

/** Equal for equal buckets. */
export function bucketKey({ shape, batchSize }: Bucket): string {
  const { features, sequenceLength, layers, hidden, outputs } = shape;
  return [features, sequenceLength, layers, hidden, outputs, batchSize].join('x');
}

const roundUp = (size: number) => 2 ** Math.ceil(Math.log2(Math.max(1, size)));
