import path from 'node:path';
import { engine as tfjs } from '@tensorflow/tfjs-core';
import { deviceFailed } from '../../src/engine/model/deviceFailed';
import type { Dataset, ModelShape } from '../../src/engine/model/engine';
import { initialWeights } from '../../src/engine/model/lstm';
import { startTfjs } from './tfjsEngines';
import { train } from '../../src/engine/training/train';

// 200 trainings, and machines are shared.
jest.setTimeout(120_000);

const publicPath = `${path.dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json'))}/dist/`;
const shape: ModelShape = { features: 2, sequenceLength: 4, layers: 2, hidden: 3, outputs: 2 };
const options = { batchSize: 4, learningRate: 0.01, clipNorm: 1 };
const data: Dataset = {
  inputs: Float32Array.from({ length: 40 }, (_, i) => Math.sin(i)),
  targets: Float32Array.from({ length: 40 }, (_, i) => Math.cos(i)),
  origins: Int32Array.of(3, 4, 5, 6, 7, 8, 9),
  validationOrigins: Int32Array.of(15, 16),
};

test('holds three tensors while it lives, and none after, however it ends', async () => {
  const engine = await startTfjs('wasm', publicPath);
  const held = () => tfjs().state.numTensors;
  const network = await engine.create(shape, initialWeights(shape, 1), data, options);
  expect(held()).toBe(3);
  await network.trainEpoch(data.origins);
  await network.evaluate(data.validationOrigins);
  await network.forecast(data.inputs, data.validationOrigins);
  await network.setWeights(await network.getWeights());
  expect(held()).toBe(3);
  await expect(network.trainEpoch(data.origins, AbortSignal.abort())).rejects.toThrow('cancelled');
  await expect(network.forecast(data.inputs, Int32Array.of(99))).rejects.toThrow('invalid-option');
  expect(held()).toBe(3);
  network.dispose();
  expect(held()).toBe(0);
  engine.dispose();
});

test('holds no more after 200 trainings than after the first', async () => {
  const engine = await startTfjs('wasm', publicPath);
  const held = () => [tfjs().state.numTensors, tfjs().state.numDataBuffers, tfjs().state.numBytes];
  const trainOnce = () => train(engine, shape, data, { ...options, epochs: 1, patience: 1, seed: 1, budgetMs: 1e6 });
  await trainOnce();
  const first = held();
  for (let i = 0; i < 200; i++) {
    await trainOnce();
  }
  expect(held()).toEqual(first);
  engine.dispose();
});

test('starts again after it was disposed', async () => {
  const train1 = async () => {
    const engine = await startTfjs('wasm', publicPath);
    const trained = await train(engine, shape, data, { ...options, epochs: 2, patience: 2, seed: 1, budgetMs: 1e6 });
    engine.dispose();
    return trained.weights;
  };
  expect(await train1()).toEqual(await train1());
});

test('two backends at once do not disturb each other', async () => {
  const wasm = await startTfjs('wasm', publicPath);
  const cpu = await startTfjs('cpu', publicPath);
  const networks = await Promise.all(
    [wasm, cpu].map((engine) => engine.create(shape, initialWeights(shape, 1), data, options))
  );
  const losses = await Promise.all(networks.map((network) => network.trainEpoch(data.origins)));
  expect(losses[0]).toBeCloseTo(losses[1], 5);
  networks.forEach((network) => network.dispose());
  wasm.dispose();
  cpu.dispose();
});

test('a device that cannot start is a typed failure', async () => {
  await expect(startTfjs('webgpu', publicPath)).rejects.toMatchObject({
    detail: { kind: 'device-failed', device: 'webgpu', message: { english: expect.stringContaining('offers no GPU') } },
  });
  await expect(startTfjs('webgl', publicPath)).rejects.toMatchObject({
    detail: { kind: 'device-failed', device: 'webgl' },
  });
});

test('a failure of the device is typed, our own errors pass as they are', () => {
  const failure = deviceFailed('webgl', new Error('context lost'));
  expect(failure.detail).toEqual({ kind: 'device-failed', device: 'webgl', message: 'context lost' });
  expect(deviceFailed('webgl', failure)).toBe(failure);
});
