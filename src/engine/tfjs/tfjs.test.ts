import { engine as tfjs } from '@tensorflow/tfjs-core';
import { ADAM } from '../model/adam';
import type { Dataset, Engine, ModelShape, NetworkOptions } from '../model/engine';
import { initialWeights } from '../model/lstm';
import { valuesPerOutput, type Loss } from '../model/loss';
import { createRandom } from '../model/random';
import { createReferenceEngine } from '../reference/reference';
import { createTfjsEngine } from './tfjs';
import { startBackend, unlessLost } from './tfjsBackends';

async function loadCpu(): Promise<string> {
  await import('@tensorflow/tfjs-backend-cpu');
  return 'TensorFlow.js on CPU';
}

const options: NetworkOptions = { batchSize: 3, learningRate: 0.01, clipNorm: 0.5 };

function makeData({ features, outputs }: ModelShape): Dataset {
  const random = createRandom(6);
  const noise = (length: number) => Float32Array.from({ length }, () => 2 * random() - 1);
  return {
    inputs: noise(12 * features),
    // Rows 5 to 7 have no target at all.
    targets: noise(12 * outputs).map((y, i) => (i % 4 === 1 || (i >= 5 * outputs && i < 8 * outputs) ? NaN : y)),
    origins: Int32Array.of(4, 3, 2, 5, 6, 7, 8),
    validationOrigins: Int32Array.of(9, 5, 10, 11),
  };
}

let engine: Engine;
beforeAll(async () => {
  engine = await createTfjsEngine('cpu', loadCpu);
});
afterAll(() => engine.dispose());

const losses: Array<[string, Loss, Partial<NetworkOptions>]> = [
  ['squared errors', { kind: 'squared' }, {}],
  ['quantiles with dropout', { kind: 'pinball', quantiles: [0.1, 0.5, 0.9] }, { dropout: 0.3, seed: 4 }],
  ['a likelihood with decay', { kind: 'gaussian' }, { weightDecay: 0.1, cosineSteps: 4 }],
];

describe.each(losses)('of %s', (_, loss, change) => {
  const shape: ModelShape = {
    ...{ features: 2, sequenceLength: 3, layers: 2, hidden: 3, outputs: 2 },
    valuesPerOutput: valuesPerOutput(loss),
  };
  const data = makeData(shape);
  const own = { ...options, ...change, loss };

  async function run(on: Engine) {
    const network = await on.create(shape, initialWeights(shape, 2), data, own);
    const trained = [await network.trainEpoch(data.origins), await network.trainEpoch(data.origins)];
    const weights = await network.getWeights();
    const measured = await network.evaluate(data.validationOrigins);
    const forecasts = await network.forecast(data.inputs, data.origins);
    await network.setWeights(initialWeights(shape, 2));
    const again = await network.trainEpoch(data.origins);
    network.dispose();
    return [trained, weights, [measured], forecasts, [again]].map((values) => Float32Array.from(values));
  }

  test('trains, measures and forecasts as the reference does, and holds nothing when it is gone', async () => {
    const before = tfjs().state.numTensors;
    const [actual, expected] = [await run(engine), await run(createReferenceEngine())];
    actual.forEach((values, i) => {
      expect(values).toHaveLength(expected[i].length);
      expect(Math.max(...values.map((value, j) => Math.abs(value - expected[i][j])))).toBeLessThan(1e-5);
    });
    expect(tfjs().state.numTensors).toBe(before);
  });
});

const shape: ModelShape = { features: 2, sequenceLength: 3, layers: 1, hidden: 2, outputs: 1 };
const data = makeData(shape);

test('an engine says its device and name', () => {
  expect(engine).toMatchObject({ device: 'cpu', name: 'TensorFlow.js on CPU' });
});

test('a batch without a known target makes no step', async () => {
  const network = await engine.create(shape, initialWeights(shape, 2), data, options);
  expect(await network.trainEpoch(Int32Array.of(5, 6, 7))).toBeNaN();
  expect(await network.evaluate(Int32Array.of(5, 6, 7))).toBeNaN();
  expect(await network.getWeights()).toEqual(initialWeights(shape, 2));
  expect(tfjs().state.numTensors).toBe(3);
  network.dispose();
});

test('refuses what does not fit, and looks at the signal', async () => {
  await expect(engine.create(shape, new Float32Array(1), data, options)).rejects.toThrow('invalid-option');
  const network = await engine.create(shape, initialWeights(shape, 2), data, options);
  await expect(network.forecast(data.inputs, Int32Array.of(1))).rejects.toThrow('invalid-option');
  await expect(network.trainEpoch(data.origins, AbortSignal.abort())).rejects.toThrow('cancelled');
  await expect(network.forecast(data.inputs, data.origins, AbortSignal.abort())).rejects.toThrow('cancelled');
  network.dispose();
});

test('a first step is as long as the learning rate where the gradient is not tiny', async () => {
  const network = await engine.create(shape, initialWeights(shape, 2), data, { ...options, clipNorm: 1e6 });
  await network.trainEpoch(Int32Array.of(2, 3, 4));
  const moved = (await network.getWeights()).map((weight, i) => Math.abs(weight - initialWeights(shape, 2)[i]));
  expect(Math.max(...moved)).toBeCloseTo(options.learningRate, 4);
  expect(ADAM.epsilon).toBeLessThan(1e-6);
  network.dispose();
});

describe('a backend', () => {
  test('that does not load, or does not start, is a failure of its device', async () => {
    const failed = (message: string) => ({ detail: { kind: 'device-failed', device: 'webgl', message } });
    await expect(startBackend('webgl', () => Promise.reject(new Error('no chunk')))).rejects.toMatchObject(
      failed('no chunk')
    );
    await expect(startBackend('webgl', async () => 'none')).rejects.toMatchObject({
      detail: { kind: 'device-failed', device: 'webgl' },
    });
  });

  test('that is lost rejects what waits for it and what comes', async () => {
    const lost = new AbortController();
    const waiting = unlessLost(new Promise(() => {}), lost.signal);
    lost.abort(new Error('taken away'));
    await expect(waiting).rejects.toThrow('taken away');
    await expect(unlessLost(new Promise(() => {}), lost.signal)).rejects.toThrow('taken away');
    const { signal } = new AbortController();
    expect(await unlessLost(Promise.resolve(1), signal)).toBe(1);
    await expect(unlessLost(Promise.reject(new Error('own')), signal)).rejects.toThrow('own');
  });

  test('starts again once it was stopped', async () => {
    const first = await createTfjsEngine('cpu', loadCpu);
    first.dispose();
    engine = await createTfjsEngine('cpu', loadCpu);
    const network = await engine.create(shape, initialWeights(shape, 2), data, options);
    expect(await network.getWeights()).toEqual(initialWeights(shape, 2));
    network.dispose();
  });
});
