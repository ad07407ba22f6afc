import type { Device } from '../../../src/engine/model/engine';
import { createGroup } from '../../../src/engine/model/group';
import { initialWeights } from '../../../src/engine/model/lstm';
import { CONFIGURATIONS, networkOptions, waveData } from '../configurations';
import { startEngine } from './engines';

const none = new Int32Array(0);

/** When an epoch of `steps` steps of `size` networks A side by side began and ended, ms since 1970. */
export async function trainGroup({ device, size, steps }: { device: Device; size: number; steps: number }) {
  const configuration = CONFIGURATIONS.A;
  const { shape, batchSize } = configuration;
  const engine = await startEngine(device);
  const data = waveData(shape, steps * batchSize);
  const members = Array.from({ length: size }, (_, m) => ({ weights: initialWeights(shape, m), data }));
  const group = await createGroup(engine, shape, members, networkOptions(configuration));
  const train = (windows: number) =>
    group.trainEpoch(
      members.map(() => data.origins.subarray(0, windows)),
      members.map(() => none)
    );
  await train(batchSize);
  const clock = () => performance.timeOrigin + performance.now();
  const began = clock();
  await train(data.origins.length);
  const ended = clock();
  group.dispose();
  return { began, ended };
}
