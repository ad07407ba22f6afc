import type { Device, Network } from '../../../src/engine/model/engine';
import { initialWeights } from '../../../src/engine/model/lstm';
import {
  CONFIGURATIONS,
  networkOptions,
  waveData,
  type Configuration,
  type ConfigurationName,
} from '../configurations';
import { startEngine } from './engines';
import { startStock, stockStep } from './stock';

export interface StepTimes {
  /** name of our engine */
  engine: string;
  /** ms per training step, one entry a round */
  ours: number[];
  stock: number[];
}

interface Question {
  device: Device;
  configuration: ConfigurationName;
  rounds: number;
  /** also the same network of stock tf.layers on the same device, one step a round, in turns with ours */
  withStock?: boolean;
}

/** Our steps of a round take about this long together, ms. */
const ROUND_MS = 200;
const MOST_STEPS = 40;
const WARM_UP_MS = 1000;

/** Times training steps, forward, backward and Adam, in rounds, both sides warmed up. */
export async function timeSteps({ device, configuration: name, rounds, withStock }: Question): Promise<StepTimes> {
  const configuration = CONFIGURATIONS[name];
  const engine = await startEngine(device);
  const ours = await ourSteps(await createNetwork(configuration), configuration.batchSize);
  let stock: ReturnType<typeof stockStep> | undefined;
  if (withStock) {
    await startStock(device);
    stock = stockStep(configuration);
    // A second of its JavaScript, until the browser has compiled it.
    for (let warmed = 0; warmed < WARM_UP_MS;) {
      warmed += await stock.step();
    }
  }
  const times: StepTimes = { engine: engine.name, ours: [], stock: [] };
  for (let round = 0; round < rounds; round++) {
    times.ours.push(await ours());
    if (stock) {
      times.stock.push(await stock.step());
    }
  }
  stock?.dispose();
  return times;

  async function createNetwork({ shape, batchSize }: Configuration) {
    const data = waveData(shape, MOST_STEPS * batchSize);
    const network = await engine.create(shape, initialWeights(shape, 1), data, networkOptions(configuration));
    return { network, origins: data.origins };
  }
}

/** A function that trains about `ROUND_MS` and resolves with the mean ms of a step. */
async function ourSteps({ network, origins }: { network: Network; origins: Int32Array }, batchSize: number) {
  const train = async (steps: number) => {
    const started = performance.now();
    await network.trainEpoch(origins.subarray(0, steps * batchSize));
    return (performance.now() - started) / steps;
  };
  await train(1);
  const steps = Math.max(1, Math.min(MOST_STEPS, Math.round(ROUND_MS / (await train(1)))));
  await train(steps);
  return () => train(steps);
}
