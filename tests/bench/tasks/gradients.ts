import * as tf from '@tensorflow/tfjs';
import type { Dataset, Device, ModelShape } from '../../../src/engine/model/engine';
import { gatherTargets, gatherWindows } from '../../../src/engine/model/dataset';
import { initialWeights, parameterLayout } from '../../../src/engine/model/lstm';
import { lossAndGradient } from '../../../src/engine/reference/reference';
import { createEngine } from '../../../src/engine/devices/registry';
import { relativeDistance } from '../../parity/compare';
import { waveData } from '../configurations';
import { engineGradient, unit } from './engineGradient';
import { startStock, stockModel } from './stock';

const SHAPE: ModelShape = { features: 3, sequenceLength: 12, layers: 2, hidden: 9, outputs: 3 };
const WINDOWS = 13;

/** Relative L2 distances of the direction of an engine's gradient. */
export interface GradientDistances {
  engine: string;
  /** from central differences of the Float64 loss */
  differences: number;
  /** from automatic differentiation of stock tf.layers on TensorFlow.js' WASM backend */
  tfjs: number;
}

/** Compares the gradient that a device's engine trains with, in one batch, against two that know nothing of it. */
export async function measureGradients({ device }: { device: Device }): Promise<GradientDistances> {
  const data = waveData(SHAPE, WINDOWS);
  const weights = initialWeights(SHAPE, 3);
  const differences = unit(centralDifferences(weights, data));
  const engine = await createEngine(device);
  const gradient = await engineGradient(engine, SHAPE, weights, data);
  engine.dispose();
  await startStock('wasm');
  const automatic = unit(tfjsGradient(weights, data));
  return {
    engine: engine.name,
    differences: relativeDistance(gradient, differences),
    tfjs: relativeDistance(gradient, automatic),
  };
}

/** Error of the fourth order of the distance: Richardson's extrapolation of two central differences. */
function centralDifferences(start: Float32Array, data: Dataset): Float64Array {
  const weights = Float64Array.from(start);
  return weights.map((weight, i) => {
    const slope = (distance: number) => {
      const at = (value: number) => {
        weights[i] = value;
        return lossAndGradient(SHAPE, weights, data).loss;
      };
      const result = (at(weight + distance) - at(weight - distance)) / (2 * distance);
      weights[i] = weight;
      return result;
    };
    const distance = 1e-3;
    return (4 * slope(distance) - slope(2 * distance)) / 3;
  });
}

/** The parameters of tf.layers come in the order and the layout of ours (`lstm.ts`). */
function tfjsGradient(start: Float32Array, data: Dataset): Float32Array {
  const { sequenceLength, features, outputs } = SHAPE;
  const model = stockModel(SHAPE);
  const tensors = model.getWeights();
  let offset = 0;
  model.setWeights(
    tensors.map(({ shape, size }) => {
      offset += size;
      return tf.tensor(start.subarray(offset - size, offset), shape);
    })
  );
  const windows = new Float32Array(sequenceLength * WINDOWS * features);
  gatherWindows(SHAPE, data.inputs, data.origins, windows);
  const x = tf.transpose(tf.tensor3d(windows, [sequenceLength, WINDOWS, features]), [1, 0, 2]);
  const y = tf.tensor2d(gatherTargets(SHAPE, data.targets, data.origins).values, [WINDOWS, outputs]);
  const { grads } = tf.variableGrads(() =>
    tf.losses.meanSquaredError(y, model.apply(x, { training: true }) as tf.Tensor).asScalar()
  );
  const gradient = new Float32Array(parameterLayout(SHAPE).count);
  offset = 0;
  for (const weight of model.trainableWeights) {
    // tf.layers keeps the variable to itself; its name is unique.
    const values = grads[(weight as unknown as { val: tf.Variable }).val.name].dataSync();
    gradient.set(values, offset);
    offset += values.length;
  }
  return gradient;
}
