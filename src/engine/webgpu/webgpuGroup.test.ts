import type { Dataset, ModelShape } from '../model/engine';
import { initialWeights } from '../model/lstm';
import { createFakeGpu, type Dispatch, installGpu } from '../../testing/fakeGpu';
import { planLayout } from './shaders/layout';
import { createWebgpuEngine } from './webgpuEngine';

const shape: ModelShape = { features: 2, sequenceLength: 9, layers: 2, hidden: 40, outputs: 3 };
const options = { batchSize: 10, learningRate: 0.01, clipNorm: 1 };
const rows = 40;
const data: Dataset = {
  inputs: new Float32Array(rows * 2),
  targets: new Float32Array(rows * 3),
  origins: Int32Array.from({ length: 20 }, (_, i) => i + 8),
  validationOrigins: Int32Array.of(30, 31),
};

test('each kernel has a workgroup for each part of its work, and of each model', async () => {
  const seen: Dispatch[] = [];
  const gpu = createFakeGpu((dispatch) => seen.push(dispatch));
  installGpu(async () => gpu.adapter);
  const engine = await createWebgpuEngine();
  const members = [1, 2].map((seed) => ({ weights: initialWeights(shape, seed), data }));
  const group = await engine.createGroup!(shape, members, options);
  await group.trainEpoch([data.origins, data.origins], [data.validationOrigins, data.validationOrigins]);
  const { tiles, splits, sweeps } = planLayout(shape, 2, options);
  const step = [
    [3, 2],
    [tiles.length / 4, splits, 2],
    [sweeps, 2],
    [sweeps, 2],
  ];
  expect(seen.map(({ workgroups }) => workgroups)).toEqual([...step, ...step, [32, 2]]);
  // Each step reads its own part of the table, of those that are submitted together.
  expect(new Set(seen.slice(0, 4).map(({ offset }) => offset)).size).toBe(1);
  seen.length = 0;
  const network = await engine.create(shape, initialWeights(shape, 1), data, options);
  await network.forecast(data.inputs, data.origins.subarray(0, 9));
  expect(seen.map(({ workgroups }) => workgroups)).toEqual([[3]]);
  network.dispose();
  group.dispose();
  engine.dispose();
});
