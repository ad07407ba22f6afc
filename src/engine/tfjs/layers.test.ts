import { engine as tfjs } from '@tensorflow/tfjs-core';
import { TRAINED_NETWORKS } from '../../core/members';
import type { Dataset, LayersNetwork, ModelShape } from '../model';
import { parameterCount } from '../networks';
import { train } from '../training';
import { loaderOf } from './loaders';
import { createTfjsEngine } from './tfjs';

const networks = TRAINED_NETWORKS.filter((network) => network !== 'lstm');
const start = () => createTfjsEngine('cpu', loaderOf('cpu'));
const held = () => [tfjs().state.numTensors, tfjs().state.numDataBuffers, tfjs().state.numBytes];

const shapeOf = (network: LayersNetwork): ModelShape => ({
  ...{ features: 2, sequenceLength: 8, layers: 2, hidden: 6, outputs: 3 },
  network,
});

/** A noisy sine: its value and its change, and what it does in the next three steps. */
function sine(rows: number): Dataset {
  let state = 7;
  const noise = () => ((state = (state * 16807) % 2147483647) / 2147483647 - 0.5) * 0.2;
  const values = Float32Array.from({ length: rows + 3 }, (_, t) => Math.sin((2 * Math.PI * t) / 12) + noise());
  const inputs = new Float32Array(rows * 2).map((_, i) => {
    const t = Math.floor(i / 2);
    return i % 2 === 0 ? values[t] : values[t] - values[Math.max(0, t - 1)];
  });
  const targets = new Float32Array(rows * 3).map((_, i) => values[Math.floor(i / 3) + 1 + (i % 3)]);
  const origins = (from: number, to: number) => Int32Array.from({ length: to - from }, (_, i) => from + i);
  return { inputs, targets, origins: origins(7, 160), validationOrigins: origins(170, rows) };
}

const options = {
  ...{ batchSize: 16, learningRate: 0.01, clipNorm: 1 },
  ...{ epochs: 12, patience: 12, seed: 3, budgetMs: 1e6 },
};

describe.each(networks)('%s', (network) => {
  const shape = shapeOf(network);
  const data = sine(220);

  test('learns a noisy sine better than the last value knows it', async () => {
    const engine = await start();
    const model = await train(engine, shape, data, options);
    const naive = [...data.validationOrigins].flatMap((t) =>
      [0, 1, 2].map((h) => (data.targets[3 * t + h] - data.inputs[2 * t]) ** 2)
    );
    const error = naive.reduce((sum, value) => sum + value, 0) / naive.length;
    expect(model.validationLoss).toBeLessThan(0.25 * error);
    engine.dispose();
  });

  test('holds no more after 50 trainings than after the first, and nothing once it is disposed', async () => {
    const engine = await start();
    const small = { ...data, origins: data.origins.subarray(0, 4), validationOrigins: new Int32Array(0) };
    const trainOnce = () => train(engine, shape, small, { ...options, epochs: 1 });
    const before = held();
    await trainOnce();
    expect(held()).toEqual(before);
    for (let i = 0; i < 50; i++) {
      await trainOnce();
    }
    expect(held()).toEqual(before);
    engine.dispose();
  });
});

test('an attention that no device could hold, and dropout, are refused before anything is made', async () => {
  const engine = await start();
  const shape: ModelShape = { ...shapeOf('transformer'), sequenceLength: 512, hidden: 4 };
  const rows = sine(600);
  const create = (change: object) =>
    engine.create(
      shape,
      new Float32Array(parameterCount(shape)),
      { ...rows, origins: new Int32Array(0), validationOrigins: new Int32Array(0) },
      { ...options, ...change }
    );
  const before = held();
  await expect(create({ batchSize: 65 })).rejects.toMatchObject({ detail: { what: { english: 'attention weights' } } });
  await expect(create({ dropout: 0.1 })).rejects.toMatchObject({ detail: { option: 'dropout' } });
  expect(held()).toEqual(before);
  engine.dispose();
});
