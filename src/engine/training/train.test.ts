import type { Dataset, Engine, ModelShape, Network, Progress, TrainOptions } from '../model/engine';
import { initialWeights, parameterCount } from '../model/lstm';
import { createReferenceEngine } from '../reference/reference';
import { createTfjsEngine } from '../tfjs/tfjs';
import { createForecaster, train } from './train';
import { createWasmEngine } from '../wasm/wasm';

jest.setTimeout(120_000);

const shape: ModelShape = { features: 1, sequenceLength: 4, layers: 1, hidden: 8, outputs: 1 };
const options: TrainOptions = {
  epochs: 10,
  batchSize: 8,
  learningRate: 0.01,
  patience: 3,
  clipNorm: 1,
  seed: 42,
  budgetMs: 1e9,
};

async function loadCpu(): Promise<string> {
  await import('@tensorflow/tfjs-backend-cpu');
  return 'TensorFlow.js on CPU';
}

/** A sine wave: the target is its next value. */
function sine(rows: number, missing = false): Dataset {
  const at = (i: number) => Math.sin(i / 3);
  const origins = Int32Array.from({ length: rows - 3 }, (_, i) => i + 3);
  const validation = Math.floor(0.8 * origins.length);
  return {
    inputs: Float32Array.from({ length: rows }, (_, i) => at(i)),
    targets: Float32Array.from({ length: rows }, (_, i) => (missing ? NaN : at(i + 1))),
    origins: origins.slice(0, validation),
    validationOrigins: origins.slice(validation),
  };
}

/** An engine whose epochs have the losses of a script; its weights are the number of epochs trained. */
function scripted(validationLosses: number[], epochMs = 0) {
  const log = { epochs: 0, disposed: 0, orders: [] as Int32Array[], clock: 0 };
  const network: Network = {
    async trainEpoch(order) {
      log.orders.push(order.slice());
      log.epochs++;
      log.clock += epochMs;
      return 1;
    },
    evaluate: async () => validationLosses[log.epochs - 1],
    forecast: async () => new Float32Array(0),
    getWeights: async () => new Float32Array(parameterCount(shape)).fill(log.epochs),
    setWeights: async () => {},
    dispose: () => void log.disposed++,
  };
  const engine: Engine = { device: 'cpu', name: 'scripted', create: async () => network, dispose() {} };
  return { engine, log, now: () => log.clock };
}

describe('when training stops', () => {
  test('after `patience` epochs without a better validation loss, with the weights of the best', async () => {
    const { engine, log } = scripted([5, 4, 3, 3, 3.5, 4, 1]);
    const model = await train(engine, shape, sine(40), options);
    expect(model).toMatchObject({ epochs: 6, bestEpoch: 3, validationLoss: 3 });
    expect(model.weights[0]).toBe(3);
    expect(log.disposed).toBe(1);
  });

  test('after the last epoch', async () => {
    const { engine } = scripted([5, 4, 3, 2, 1, 0.5]);
    expect(await train(engine, shape, sine(40), { ...options, epochs: 4 })).toMatchObject({ epochs: 4, bestEpoch: 4 });
  });

  test('when the time is used up, though never before the first epoch', async () => {
    const { engine, now } = scripted([5, 4, 3, 2, 1], 100);
    const model = await train(engine, shape, sine(40), { ...options, budgetMs: 250 }, { now });
    expect(model.epochs).toBe(3);
    const slow = scripted([5], 100);
    const hurried = await train(slow.engine, shape, sine(40), { ...options, budgetMs: 1 }, { now: slow.now });
    expect(hurried.epochs).toBe(1);
  });
});

test('every epoch takes all windows, in an order that the seed alone decides', async () => {
  const ordersOf = async (seed: number) => {
    const { engine, log } = scripted([3, 2, 1]);
    await train(engine, shape, sine(40), { ...options, epochs: 3, seed });
    return log.orders;
  };
  const orders = await ordersOf(1);
  expect(orders).toHaveLength(3);
  orders.forEach((order) => expect(order.slice().sort()).toEqual(sine(40).origins));
  expect(orders[0]).not.toEqual(orders[1]);
  expect(await ordersOf(1)).toEqual(orders);
  expect(await ordersOf(2)).not.toEqual(orders);
});

describe('progress', () => {
  test('comes at most ten times a second, and at the end', async () => {
    const { engine, now } = scripted([9, 8, 7, 6, 5, 4, 3, 2, 1, 0.5], 30);
    const seen: Progress[] = [];
    await train(engine, shape, sine(40), options, { now, onProgress: (progress) => seen.push(progress) });
    expect(seen.map(({ epoch }) => epoch)).toEqual([1, 5, 9, 10]);
    expect(seen[0]).toEqual({ epoch: 1, epochs: 10, trainLoss: 1, validationLoss: 9, remainingMs: 9 * 30 });
    expect(seen[3].remainingMs).toBe(0);
  });

  test('estimates no more time than the budget leaves', async () => {
    const { engine, now } = scripted([3, 2, 1], 100);
    const seen: Progress[] = [];
    const onProgress = (progress: Progress) => seen.push(progress);
    await train(engine, shape, sine(40), { ...options, budgetMs: 250 }, { now, onProgress });
    expect(seen[0].remainingMs).toBe(150);
  });
});

describe('failures are typed, and the network is released', () => {
  test.each([NaN, Infinity])('a loss of %p', async (loss) => {
    const { engine, log } = scripted([1, loss]);
    await expect(train(engine, shape, sine(40), options)).rejects.toMatchObject({
      detail: { kind: 'diverged', epoch: 2 },
    });
    expect(log.disposed).toBe(1);
  });

  test('weights that are no numbers, where there is no validation to notice', async () => {
    const { engine, log } = scripted([]);
    const network = await engine.create(shape, initialWeights(shape, 1), sine(40), options);
    network.getWeights = async () => new Float32Array(parameterCount(shape)).fill(NaN);
    const data = { ...sine(40), validationOrigins: new Int32Array(0) };
    await expect(train(engine, shape, data, options)).rejects.toMatchObject({ detail: { kind: 'diverged', epoch: 1 } });
    expect(log.disposed).toBe(1);
  });

  test('no known target', async () => {
    const { engine } = scripted([1]);
    await expect(train(engine, shape, sine(40, true), options)).rejects.toMatchObject({
      detail: { kind: 'no-values' },
    });
  });

  test('a real network under an absurd learning rate', async () => {
    const data = { ...sine(60), targets: sine(60).targets.map((y) => 1e25 * y) };
    const absurd = { ...options, learningRate: 1e38, clipNorm: 1e38 };
    await expect(train(createReferenceEngine(), shape, data, absurd)).rejects.toMatchObject({
      detail: { kind: 'diverged' },
    });
  });

  test('a device that fails', async () => {
    const { engine, log } = scripted([1]);
    const network = await engine.create(shape, initialWeights(shape, 1), sine(40), options);
    network.trainEpoch = () => Promise.reject(new Error('lost'));
    await expect(train(engine, shape, sine(40), options)).rejects.toThrow('lost');
    expect(log.disposed).toBe(1);
  });
});

describe('cancelling', () => {
  test('before the start creates nothing', async () => {
    const { engine, log } = scripted([1]);
    const signal = AbortSignal.abort();
    await expect(train(engine, shape, sine(40), options, { signal })).rejects.toMatchObject({
      detail: { kind: 'cancelled' },
    });
    expect(log).toMatchObject({ epochs: 0, disposed: 0 });
  });

  test('a message that arrives while an epoch runs stops it long before its end', async () => {
    const long = { ...options, epochs: 1, batchSize: 1 };
    const wide = { ...shape, sequenceLength: 16, hidden: 48 };
    const rows = sine(20_000);
    const data = { ...rows, origins: rows.origins.slice(20), validationOrigins: new Int32Array(0) };
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 20);
    const started = performance.now();
    await expect(train(createReferenceEngine(), wide, data, long, { signal: controller.signal })).rejects.toMatchObject(
      { detail: { kind: 'cancelled' } }
    );
    // The epoch takes over half a minute.
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe('a trained model', () => {
  test('forecasts a sine wave far better than its mean, and the same from the same seed', async () => {
    const data = sine(200);
    const run = () => train(createReferenceEngine(), shape, data, { ...options, epochs: 60, patience: 60 });
    const model = await run();
    // The variance of a sine is 0.5.
    expect(model.validationLoss).toBeLessThan(0.005);
    const forecaster = await createForecaster(createReferenceEngine(), model);
    const forecasts = await forecaster.forecast(data.inputs, data.validationOrigins);
    const errors = forecasts.map((y, i) => y - data.targets[data.validationOrigins[i]]);
    expect(errors.reduce((sum, e) => sum + e * e, 0) / errors.length).toBeCloseTo(model.validationLoss, 6);
    expect((await run()).weights).toEqual(model.weights);
  });

  test('forecasts the same on every engine, none of which has seen data before', async () => {
    const data = sine(200);
    const model = { shape, weights: initialWeights(shape, 3) };
    const [expected, ...others] = await Promise.all(
      [createReferenceEngine(), await createWasmEngine(), await createTfjsEngine('cpu', loadCpu)].map(
        async (engine) => {
          const forecaster = await createForecaster(engine, model);
          const forecasts = await forecaster.forecast(data.inputs, data.validationOrigins);
          forecaster.dispose();
          return forecasts;
        }
      )
    );
    expect(expected.some((y) => y !== 0)).toBe(true);
    others.forEach((forecasts) => forecasts.forEach((y, i) => expect(y).toBeCloseTo(expected[i], 6)));
  });
});
