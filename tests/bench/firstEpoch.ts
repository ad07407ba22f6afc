/**
 * A worker that does what the product's does from its start: loads the engine, draws the weights, trains network A.
 * Nothing of TensorFlow.js is in its script. Answers after the first epoch and after the last.
 */
import { createEngine } from '../../src/engine/devices/registry';
import { train } from '../../src/engine/training/train';
import { CONFIGURATIONS, networkOptions, waveData } from './configurations';

onmessage = async ({ data: epochs }: MessageEvent<number>) => {
  const configuration = CONFIGURATIONS.A;
  const engine = await createEngine('wasm');
  const data = waveData(configuration.shape, configuration.windows);
  const options = { ...networkOptions(configuration), epochs, patience: epochs, seed: 1, budgetMs: 600_000 };
  let isFirst = true;
  await train(engine, configuration.shape, data, options, {
    onProgress: () => {
      if (isFirst) {
        postMessage('first');
      }
      isFirst = false;
    },
  });
  postMessage('last');
};
