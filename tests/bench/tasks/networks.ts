import type { Device, LayersNetwork } from '../../../src/engine/model/engine';
import { createEngine } from '../../../src/engine/devices/registry';
import { initialWeights } from '../../../src/engine/networks/parameters';
import { loaderOf } from '../../../src/engine/tfjs/loaders';
import { createTfjsEngine } from '../../../src/engine/tfjs/tfjs';
import { CONFIGURATIONS, networkOptions, waveData } from '../configurations';

export interface NetworkTimes {
  /** name of the engine that trains the LSTM */
  engine: string;
  /** ms per training step, one entry a round */
  lstm: number[];
  network: number[];
}

interface Question {
  device: Device;
  network: LayersNetwork;
  rounds: number;
}

const { batchSize, shape } = CONFIGURATIONS.A;
/** Steps of a round. */
const STEPS = { lstm: 20, network: 2 };

/** Times training steps of a network of layers and of the LSTM of the same sizes in turns, both warmed up. */
export async function timeNetworks({ device, network: name, rounds }: Question): Promise<NetworkTimes> {
  const own = await createEngine(device);
  const layers = await createTfjsEngine(device, loaderOf(device, new URL('/wasm/', location.href).href));
  const trainer = async (engine: typeof own, sizes: typeof shape, steps: number) => {
    const data = waveData(sizes, steps * batchSize);
    const network = await engine.create(sizes, initialWeights(sizes, 1), data, networkOptions(CONFIGURATIONS.A));
    const round = async () => {
      const started = performance.now();
      await network.trainEpoch(data.origins);
      return (performance.now() - started) / steps;
    };
    // Until the browser has compiled its JavaScript.
    for (let warmed = 0; warmed < 1000;) {
      warmed += steps * (await round());
    }
    return round;
  };
  const lstm = await trainer(own, shape, STEPS.lstm);
  const network = await trainer(layers, { ...shape, network: name }, STEPS.network);
  const times: NetworkTimes = { engine: own.name, lstm: [], network: [] };
  for (let round = 0; round < rounds; round++) {
    times.lstm.push(await lstm());
    times.network.push(await network());
  }
  return times;
}
