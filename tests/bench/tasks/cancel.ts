import type { Device } from '../../../src/engine/model/engine';
import { initialWeights } from '../../../src/engine/model/lstm';
import { createEngine } from '../../../src/engine/devices/registry';
import { CONFIGURATIONS, networkOptions, waveData, type ConfigurationName } from '../configurations';

interface Question {
  device: Device;
  configuration: ConfigurationName;
  rounds: number;
}

/** The epochs take at least as many steps as are needed for every cancellation to come in the middle of one. */
const STEPS = 2000;
/** An epoch runs about this long before it is cancelled, ms; no two for as long. */
const RUNS = 40;

/** ms from each moment at which an epoch is to be cancelled to its end, the wait for the worker's attention included. */
export async function measureCancel({ device, configuration: name, rounds }: Question): Promise<number[]> {
  const configuration = CONFIGURATIONS[name];
  const { shape, batchSize } = configuration;
  const engine = await createEngine(device);
  const data = waveData(shape, STEPS * batchSize);
  const network = await engine.create(shape, initialWeights(shape, 1), data, networkOptions(configuration));
  await network.trainEpoch(data.origins.subarray(0, 2 * batchSize));
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const controller = new AbortController();
    const ended = network.trainEpoch(data.origins, controller.signal).then(
      () => Promise.reject(new Error(`an epoch of ${STEPS} steps was over before it was cancelled`)),
      () => performance.now()
    );
    const wait = RUNS + 7 * round;
    const asked = performance.now() + wait;
    await new Promise((resolve) => setTimeout(resolve, wait));
    controller.abort();
    times.push((await ended) - asked);
  }
  network.dispose();
  engine.dispose();
  return times;
}
