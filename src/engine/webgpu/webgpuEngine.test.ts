import type { Dataset, Engine, ModelShape, NetworkOptions } from '../model/engine';
import { createGroup } from '../model/group';
import { initialWeights } from '../model/lstm';
import { createRandom } from '../model/random';
import { createReferenceEngine } from '../reference/reference';
import { phrase } from '../../core/language/phrase';
import { createFakeGpu, installGpu, type LIMITS } from '../../testing/fakeGpu';
import { simulateKernels } from '../../testing/simulatedKernels';
import { heldOnGpu } from './buffers';
import { createWebgpuEngine } from './webgpuEngine';

const shape: ModelShape = { features: 2, sequenceLength: 3, layers: 2, hidden: 3, outputs: 2 };
const options: NetworkOptions = {
  batchSize: 4,
  learningRate: 0.01,
  clipNorm: 0.5,
  dropout: 0.2,
  weightDecay: 0.1,
  seed: 3,
};

function makeData(rows: number, seed: number): Dataset {
  const random = createRandom(seed);
  const noise = (length: number) => Float32Array.from({ length }, () => 2 * random() - 1);
  return {
    inputs: noise(rows * 2),
    // Two whole rows are unknown: a batch of them makes no step.
    targets: noise(rows * 2).map((y, i) => (i % 5 === 1 || (i >= 6 && i < 10) ? NaN : y)),
    origins: Int32Array.from({ length: rows - 6 }, (_, i) => i + 2),
    validationOrigins: Int32Array.of(rows - 4, rows - 2, rows - 1),
  };
}

/** The engine over a GPU whose kernels are the reference's. */
async function start(own: NetworkOptions = options, limits: Partial<typeof LIMITS> = {}) {
  const gpu = createFakeGpu(simulateKernels(shape, own), limits);
  installGpu(async () => gpu.adapter);
  const engine = await createWebgpuEngine();
  started.push(engine);
  return { ...gpu, engine };
}

/** The page's device is shared: none is left to the next test. */
const started: Engine[] = [];
afterEach(async () => {
  started.splice(0).forEach((engine) => engine.dispose());
  await Promise.resolve();
});

/** Two epochs of a network, and all that can be asked of it. */
async function run(engine: Engine, data: Dataset, own: NetworkOptions) {
  const network = await engine.create(shape, initialWeights(shape, 5), data, own);
  const losses = [await network.trainEpoch(data.origins), await network.trainEpoch(data.origins)];
  const trained = await network.getWeights();
  const loss = await network.evaluate(data.validationOrigins);
  const forecasts = await network.forecast(data.inputs, data.origins.subarray(0, 6));
  await network.setWeights(initialWeights(shape, 5));
  const again = await network.trainEpoch(data.origins);
  network.dispose();
  return { numbers: [...losses, loss, again], trained, forecasts };
}

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(actual.length).toBe(expected.length);
  const gaps = Array.from(actual, (value, i) => Math.abs(value - expected[i]));
  expect(Math.max(...gaps)).toBeLessThan(1e-5);
}

test('what it tells the device and reads back is the training of the reference', async () => {
  const { engine, log, buffers } = await start();
  const data = makeData(20, 1);
  const actual = await run(engine, data, options);
  const expected = await run(createReferenceEngine(), data, options);
  expectClose(actual.numbers, expected.numbers);
  expectClose(actual.trained, expected.trained);
  expectClose(actual.forecasts, expected.forecasts);
  expect(log.scopes).toBe(0);
  expect(buffers.every(({ isDestroyed }) => isDestroyed)).toBe(true);
  expect(heldOnGpu()).toEqual({ buffers: 0, bytes: 0 });
  engine.dispose();
  await Promise.resolve();
  expect(log.destroyed).toBe(1);
});

test('a step is four dispatches, and the kernels of a shape are compiled once', async () => {
  const { engine, log } = await start();
  const data = makeData(20, 1);
  for (let n = 0; n < 2; n++) {
    const network = await engine.create(shape, initialWeights(shape, 5), data, options);
    const before = log.dispatches;
    await network.trainEpoch(Int32Array.of(2, 5, 6, 7, 8));
    expect(log.dispatches - before).toBe(2 * 4);
    // Rows 3 and 4 have no target: no step.
    await network.trainEpoch(Int32Array.of(3, 4));
    expect(log.dispatches - before).toBe(2 * 4);
    expect(log.compiled).toHaveLength(5);
    network.dispose();
  }
});

describe('networks side by side', () => {
  const sets = [makeData(20, 1), makeData(11, 2), makeData(15, 3)];
  const members = sets.map((data, m) => ({ weights: initialWeights(shape, m + 1), data }));

  async function epochs(engine: Engine, own: NetworkOptions) {
    const group = await createGroup(engine, shape, members, own);
    const orders = sets.map(({ origins }) => origins);
    const validations = sets.map(({ validationOrigins }) => validationOrigins);
    const first = await group.trainEpoch(orders, validations);
    const second = await group.trainEpoch([orders[0], new Int32Array(0), orders[2]], validations);
    const weights = await group.getWeights();
    const { size } = group;
    group.dispose();
    return { outcomes: [...first, ...second], weights, size };
  }

  test.each<[string, Partial<typeof LIMITS>]>([
    ['at once', {}],
    // Three need 96 bytes for a step.
    ['two and then one, where the device holds no more', { maxUniformBufferBindingSize: 64 }],
    ['one by one', { maxUniformBufferBindingSize: 32 }],
  ])('become what each is alone, though one rests: %s', async (_, limits) => {
    const { engine } = await start(options, limits);
    const actual = await epochs(engine, options);
    const expected = await epochs(createReferenceEngine(), options);
    expect(actual.size).toBe(3);
    actual.outcomes.forEach((outcome, i) => {
      const { trainLoss, validationLoss, weights } = expected.outcomes[i];
      expectClose(outcome.weights, weights);
      if (i === 4) {
        expect([outcome.trainLoss, outcome.validationLoss]).toEqual([NaN, NaN]);
      } else {
        expectClose([outcome.trainLoss, outcome.validationLoss], [trainLoss, validationLoss]);
      }
    });
    actual.weights.forEach((weights, m) => expectClose(weights, expected.weights[m]));
  });

  test('those that were made are released where the next does not fit', async () => {
    const { engine, errors } = await start(options, { maxUniformBufferBindingSize: 32 });
    errors.push(null, null, null, null, { message: '' }, null);
    await expect(createGroup(engine, shape, members, options)).rejects.toMatchObject({
      detail: { kind: 'device-failed', device: 'webgpu', message: phrase('the GPU has no memory left') },
    });
    expect(heldOnGpu().buffers).toBe(0);
  });
});

describe('failures', () => {
  const data = makeData(12, 4);
  const create = (engine: Engine) => engine.create(shape, initialWeights(shape, 5), data, options);

  test('a network beyond the limits is refused before anything is allocated', async () => {
    const { engine, buffers } = await start(options, { maxBufferSize: 64 });
    await expect(create(engine)).rejects.toMatchObject({ detail: { kind: 'too-large', limit: 64 } });
    expect(buffers).toHaveLength(0);
  });

  test('so is a group of which not even one fits', async () => {
    const { engine, buffers } = await start(options, { maxBufferSize: 64 });
    const members = [1, 2].map((seed) => ({ weights: initialWeights(shape, seed), data }));
    await expect(createGroup(engine, shape, members, options)).rejects.toMatchObject({ detail: { kind: 'too-large' } });
    expect(buffers).toHaveLength(0);
  });

  test('the larger of inputs and targets has to fit, and one more byte does not', async () => {
    const least: ModelShape = { features: 2, sequenceLength: 2, layers: 1, hidden: 1, outputs: 1 };
    const long = { ...data, inputs: new Float32Array(2000), targets: new Float32Array(1000) };
    const create = async (limit: number) => {
      const { engine } = await start(options, { maxBufferSize: limit });
      return engine.create(least, initialWeights(least, 1), long, { ...options, batchSize: 1 });
    };
    await expect(create(7999)).rejects.toMatchObject({ detail: { kind: 'too-large', size: 8000 } });
    started.splice(0).forEach((engine) => engine.dispose());
    await Promise.resolve();
    (await create(8000)).dispose();
  });

  test('what the device says of a network is its failure, and nothing of it is kept', async () => {
    const { engine, errors } = await start();
    errors.push(null, { message: 'no room' });
    await expect(create(engine)).rejects.toMatchObject({ detail: { kind: 'device-failed', message: 'no room' } });
    expect(heldOnGpu()).toEqual({ buffers: 0, bytes: 0 });
  });

  test('a device that is taken away fails what runs and what comes, with its reason', async () => {
    const { engine, lose } = await start();
    const network = await create(engine);
    lose('driver reset');
    await Promise.resolve();
    const what = phrase('the GPU');
    const message = phrase('the browser took {{what}} away: {{message}}', { what, message: 'driver reset' });
    const failed = { detail: { kind: 'device-failed', message } };
    await expect(network.getWeights()).rejects.toMatchObject(failed);
    await expect(network.trainEpoch(data.origins)).rejects.toMatchObject(failed);
    network.dispose();
    const next = createFakeGpu(simulateKernels(shape, options));
    installGpu(async () => next.adapter);
    const fresh = await createWebgpuEngine();
    (await create(fresh)).dispose();
    expect(next.buffers.length).toBeGreaterThan(0);
    fresh.dispose();
  });

  test('a browser without a GPU says so, and is asked again', async () => {
    installGpu(async () => null);
    const message = { english: expect.stringContaining('offers no GPU') };
    const failed = { detail: { kind: 'device-failed', device: 'webgpu', message } };
    await expect(createWebgpuEngine()).rejects.toMatchObject(failed);
    const { engine } = await start();
    expect(engine).toMatchObject({ device: 'webgpu', name: 'WebGPU, fused kernels' });
  });

  test('a cancelled epoch stops, and the network goes on to work', async () => {
    const { engine } = await start();
    const network = await create(engine);
    const cancelled = { detail: { kind: 'cancelled' } };
    await expect(network.trainEpoch(data.origins, AbortSignal.abort())).rejects.toMatchObject(cancelled);
    await expect(network.forecast(data.inputs, data.origins, AbortSignal.abort())).rejects.toMatchObject(cancelled);
    expectClose(await network.getWeights(), initialWeights(shape, 5));
    expect(await network.forecast(data.inputs, new Int32Array(0))).toHaveLength(0);
    network.dispose();
    await expect(network.trainEpoch(data.origins)).rejects.toMatchObject({ detail: { kind: 'device-failed' } });
  });

  test('rows outside of the data never reach the device', async () => {
    const { engine, log } = await start();
    const network = await create(engine);
    const { submits } = log;
    const refused = { detail: { kind: 'invalid-option', option: 'origins' } };
    await expect(network.trainEpoch(Int32Array.of(12))).rejects.toMatchObject(refused);
    await expect(network.evaluate(Int32Array.of(1))).rejects.toMatchObject(refused);
    await expect(network.forecast(data.inputs, Int32Array.of(99))).rejects.toMatchObject(refused);
    expect(log.submits).toBe(submits);
    network.dispose();
  });
});
