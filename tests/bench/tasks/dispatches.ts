import type { ModelShape } from '../../../src/engine/model/engine';
import { initialWeights } from '../../../src/engine/model/lstm';
import { CONFIGURATIONS, networkOptions, waveData } from '../configurations';
import { countGpuCalls } from './counting';
import { startEngine } from './engines';
import { startStock, stockStep } from './stock';

const BATCH = 4;
/** Steps of the epochs whose difference is counted: what an epoch does once drops out. */
const STEPS = [2, 6] as const;

export interface Dispatches {
  shape: ModelShape;
  perStep: number;
  /** of the longer epoch, with what it does once */
  submits: number;
}

/** Dispatches of a training step of our engine on WebGPU, for each shape. */
export async function countDispatches({ shapes }: { shapes: ModelShape[] }): Promise<Dispatches[]> {
  const engine = await startEngine('webgpu');
  const counts = countGpuCalls();
  const results: Dispatches[] = [];
  for (const shape of shapes) {
    const configuration = { shape, batchSize: BATCH, windows: STEPS[1] * BATCH };
    const data = waveData(shape, configuration.windows);
    const network = await engine.create(shape, initialWeights(shape, 1), data, networkOptions(configuration));
    const dispatches: number[] = [];
    let submits = 0;
    for (const steps of STEPS) {
      const before = { ...counts };
      await network.trainEpoch(data.origins.subarray(0, steps * BATCH));
      dispatches.push(counts.dispatches - before.dispatches);
      submits = counts.submits - before.submits;
    }
    network.dispose();
    results.push({ shape, perStep: (dispatches[1] - dispatches[0]) / (STEPS[1] - STEPS[0]), submits });
  }
  return results;
}

/** The same of stock tf.layers, network A. */
export async function countStockDispatches(): Promise<{ perStep: number; submits: number }> {
  await startStock('webgpu');
  const stock = stockStep(CONFIGURATIONS.A);
  const counts = countGpuCalls();
  await stock.step();
  return { perStep: counts.dispatches, submits: counts.submits };
}
