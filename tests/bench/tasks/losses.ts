import type { Device } from '../../../src/engine/model/engine';
import { initialWeights } from '../../../src/engine/model/lstm';
import { createRandom, shuffle } from '../../../src/engine/model/random';
import { networkOptions, waveData, type Configuration } from '../configurations';
import { startEngine } from './engines';

/** A training that two implementations can repeat: weights to start from, data, order of the windows. */
export function trainingScript(configuration: Configuration, epochs: number) {
  const data = waveData(configuration.shape, configuration.windows);
  const random = createRandom(7);
  const order = data.origins.slice();
  const orders = Array.from({ length: epochs }, () => {
    shuffle(order, random);
    return order.slice();
  });
  return { weights: initialWeights(configuration.shape, 1), data, orders };
}

/** Mean loss of each epoch on a device. */
export async function trainLosses({
  device,
  configuration,
  epochs,
}: {
  device: Device;
  configuration: Configuration;
  epochs: number;
}): Promise<{ engine: string; losses: number[] }> {
  const { weights, data, orders } = trainingScript(configuration, epochs);
  const engine = await startEngine(device);
  const network = await engine.create(configuration.shape, weights, data, networkOptions(configuration));
  const losses: number[] = [];
  for (const order of orders) {
    losses.push(await network.trainEpoch(order));
  }
  network.dispose();
  return { engine: engine.name, losses };
}
