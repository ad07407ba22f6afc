import path from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import type { Configuration } from './configurations';

/** Starts TensorFlow.js on its WASM backend, one thread as in Grafana's pages; resolves with its name. */
export async function startStock(): Promise<string> {
  tf.enableProdMode();
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths(path.join(path.dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist/'));
  if (!(await tf.setBackend('wasm'))) {
    throw new Error('TensorFlow.js has no WASM backend here');
  }
  const hasSimd = await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT');
  return `tf.layers ${tf.version.tfjs} on WASM${hasSimd ? ' SIMD' : ''}`;
}

/** The same network out of `tf.layers`, and a function that trains one step of it, in ms. */
export function stockStep({ shape, batchSize }: Configuration): { step: () => Promise<number>; dispose: () => void } {
  const model = tf.sequential();
  for (let layer = 0; layer < shape.layers; layer++) {
    model.add(
      tf.layers.lstm({
        units: shape.hidden,
        inputShape: [shape.sequenceLength, layer === 0 ? shape.features : shape.hidden],
        recurrentActivation: 'sigmoid',
        // The default one takes seconds to draw.
        recurrentInitializer: 'glorotUniform',
        returnSequences: layer < shape.layers - 1,
      })
    );
  }
  model.add(tf.layers.dense({ units: shape.outputs }));
  model.compile({ optimizer: tf.train.adam(0.001), loss: 'meanSquaredError' });
  const x = tf.randomNormal([batchSize, shape.sequenceLength, shape.features]);
  const y = tf.randomNormal([batchSize, shape.outputs]);
  return {
    async step() {
      const started = performance.now();
      await model.trainOnBatch(x, y);
      return performance.now() - started;
    },
    dispose: () => tf.dispose([x, y, model.getWeights()]),
  };
}
