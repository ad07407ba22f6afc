import * as tf from '@tensorflow/tfjs';
import type { Device, ModelShape } from '../../../src/engine/model/engine';
import type { Configuration } from '../configurations';

/** Selects TensorFlow.js' backend, one thread as in Grafana's pages. In a worker of `serveWorkers`, or without WASM. */
export async function startStock(device: Device): Promise<void> {
  tf.enableProdMode();
  if (device === 'wasm') {
    const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    setWasmPaths(new URL('/wasm/', location.href).href);
  } else if (device === 'webgpu') {
    await import('@tensorflow/tfjs-backend-webgpu');
  }
  if (!(await tf.setBackend(device))) {
    throw new Error(`TensorFlow.js has no backend ${device} here`);
  }
}

/** The network of a shape out of `tf.layers`, as a user of TensorFlow.js writes it. */
export function stockModel(shape: ModelShape): tf.Sequential {
  const model = tf.sequential();
  for (let layer = 0; layer < shape.layers; layer++) {
    model.add(
      tf.layers.lstm({
        units: shape.hidden,
        inputShape: [shape.sequenceLength, layer === 0 ? shape.features : shape.hidden],
        recurrentActivation: 'sigmoid',
        // The default one takes seconds to draw, on a GPU half a minute.
        recurrentInitializer: 'glorotUniform',
        returnSequences: layer < shape.layers - 1,
      })
    );
  }
  model.add(tf.layers.dense({ units: shape.outputs }));
  return model;
}

/** A function that trains one step and resolves with its ms, on the backend selected. */
export function stockStep({ shape, batchSize }: Configuration): { step(): Promise<number>; dispose(): void } {
  const model = stockModel(shape);
  model.compile({ optimizer: tf.train.adam(0.001), loss: 'meanSquaredError' });
  const x = tf.randomNormal([batchSize, shape.sequenceLength, shape.features]);
  const y = tf.randomNormal([batchSize, shape.outputs]);
  return {
    async step() {
      const started = performance.now();
      await model.trainOnBatch(x, y);
      return performance.now() - started;
    },
    dispose() {
      tf.dispose([x, y]);
      model.dispose();
    },
  };
}
