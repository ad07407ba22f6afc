import path from 'node:path';
import { engine as tfjs, getKernel, matMul, randomUniform, tidy, transpose } from '@tensorflow/tfjs-core';
import { loaderOf } from './loaders';
import { startBackend, stopBackend } from './tfjsBackends';

const folder = `${path.dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json'))}/dist/`;

test('products that turn a matrix are those of the turned matrix, and nothing of them is left', async () => {
  await startBackend('wasm', loaderOf('wasm', folder));
  const kernel = getKernel('BatchMatMul', 'wasm');
  await loaderOf('wasm', folder)();
  expect(getKernel('BatchMatMul', 'wasm')).toBe(kernel);
  const held = () => [tfjs().state.numTensors, tfjs().state.numDataBuffers, tfjs().backend.numDataIds()];
  const before = held();
  for (const batch of [[], [3], [2, 3]]) {
    const [a, b] = tidy(() => {
      const left = randomUniform([...batch, 5, 4]);
      const right = randomUniform([...batch, 6, 5]);
      const axes = [...batch.keys(), batch.length + 1, batch.length];
      const plain = matMul(transpose(left, axes), transpose(right, axes));
      return [plain.dataSync(), matMul(left, right, true, true).dataSync()];
    });
    expect(b).toEqual(a);
  }
  expect(held()).toEqual(before);
  stopBackend('wasm');
});
