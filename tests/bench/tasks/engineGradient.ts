import { ADAM } from '../../../src/engine/model/adam';
import type { Dataset, Engine, ModelShape } from '../../../src/engine/model/engine';

const LEARNING_RATE = 1e7;
const CLIP_NORM = 1e-8;

/**
 * The direction (P), of length 1, of the gradient that an engine computes for all windows as one batch, read through
 * its interface. The first step of Adam moves a weight by u = rate s / (|s| + epsilon) with s = sqrt(1 - beta2) g,
 * against g: with g clipped to far below epsilon that is nearly proportional to g, and it can be solved for s. The
 * rate is so large that what the weights were before is lost in their last digits.
 */
export async function engineGradient(
  engine: Engine,
  shape: ModelShape,
  weights: Float32Array,
  data: Dataset
): Promise<Float64Array> {
  const options = { batchSize: data.origins.length, learningRate: LEARNING_RATE, clipNorm: CLIP_NORM };
  const network = await engine.create(shape, weights, data, options);
  try {
    await network.trainEpoch(data.origins);
    const moved = await network.getWeights();
    return unit(
      Float64Array.from(moved, (after, i) => {
        const step = weights[i] - after;
        return (step * ADAM.epsilon) / (LEARNING_RATE - Math.abs(step));
      })
    );
  } finally {
    network.dispose();
  }
}

/** The vector brought to a length of 1. */
export function unit(vector: Float32Array | Float64Array): Float64Array {
  const norm = Math.hypot(...vector);
  return Float64Array.from(vector, (value) => value / norm);
}
