import fc from 'fast-check';
import { setFlagsFromString } from 'node:v8';
import { ForecastFailure } from '../core/errors';
import { ADAM } from './adam';
import type { Dataset, Engine, ModelShape, Network, NetworkOptions } from './engine';
import { initialWeights, parameterLayout } from './lstm';
import { createRandom, normal, shuffle } from './random';
import { createReferenceEngine, lossAndGradient } from './reference';
import { createWasmEngine } from './wasm';
import { MEMORY_LIMIT } from './wasmArena';

// Node 20 has relaxed SIMD behind this flag; later versions and browsers have it as it is.
setFlagsFromString('--experimental-wasm-relaxed-simd');
jest.setTimeout(60_000);

interface Case {
  shape: ModelShape;
  data: Dataset;
  options: NetworkOptions;
}

/** Random series and windows; a share of the targets is unknown. */
function makeCase(shape: ModelShape, windows: number, batchSize: number, seed = 1, unknown = 0.2): Case {
  const random = createRandom(seed);
  const { features, sequenceLength, outputs } = shape;
  const rows = sequenceLength + windows + 5;
  const inputs = Float32Array.from({ length: rows * features }, () => normal(random));
  const targets = Float32Array.from({ length: rows * outputs }, () => (random() < unknown ? NaN : normal(random)));
  const all = Int32Array.from({ length: rows - sequenceLength + 1 }, (_, i) => sequenceLength - 1 + i);
  shuffle(all, random);
  const data = { inputs, targets, origins: all.slice(0, windows), validationOrigins: all.slice(windows) };
  return { shape, data, options: { batchSize, learningRate: 0.01, clipNorm: 1 } };
}

const shapeOf = (features: number, sequenceLength: number, layers: number, hidden: number, outputs: number) => ({
  features,
  sequenceLength,
  layers,
  hidden,
  outputs,
});

function relativeL2(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  let difference = 0;
  let size = 0;
  for (let i = 0; i < expected.length; i++) {
    difference += (actual[i] - expected[i]) ** 2;
    size += expected[i] ** 2;
  }
  return Math.sqrt(difference / Math.max(size, 1e-30));
}

async function withNetwork<T>(
  engine: Engine,
  { shape, data, options }: Case,
  run: (network: Network) => Promise<T>
): Promise<T> {
  const network = await engine.create(shape, initialWeights(shape, 7), data, options);
  try {
    return await run(network);
  } finally {
    network.dispose();
  }
}

/** So small that Adam's denominator is its epsilon alone: then a first step is proportional to the gradient. */
const TINY_NORM = 1e-12;
/** Makes that step a thousand times the unit gradient, so that rounding of the weights does not hide it. */
const HUGE_RATE = (1000 * ADAM.epsilon) / (TINY_NORM * Math.sqrt(1 - ADAM.beta2));

/** Direction of the gradient of the first batch, read off one step from the weights. */
async function gradientDirection(engine: Engine, example: Case): Promise<Float64Array> {
  const { data } = example;
  const options = { batchSize: data.origins.length, learningRate: HUGE_RATE, clipNorm: TINY_NORM };
  return withNetwork(engine, { ...example, options }, async (network) => {
    const before = await network.getWeights();
    await network.trainEpoch(data.origins);
    const after = await network.getWeights();
    return unit(Float64Array.from(after, (weight, i) => before[i] - weight));
  });
}

function unit(vector: Float64Array): Float64Array {
  const norm = Math.hypot(...vector);
  return vector.map((x) => (norm > 0 ? x / norm : 0));
}

const anyShape = fc.record({
  features: fc.integer({ min: 1, max: 16 }),
  sequenceLength: fc.integer({ min: 2, max: 12 }),
  layers: fc.integer({ min: 1, max: 3 }),
  hidden: fc.integer({ min: 1, max: 21 }),
  outputs: fc.integer({ min: 1, max: 19 }),
});

const anyCase = fc
  .record({
    shape: anyShape,
    windows: fc.integer({ min: 1, max: 40 }),
    batchSize: fc.integer({ min: 1, max: 40 }),
    seed: fc.nat(),
  })
  .map(({ shape, windows, batchSize, seed }) => makeCase(shape, windows, batchSize, seed));

/** The guide's model, with several outputs. */
const usual = makeCase(shapeOf(1, 24, 2, 50, 6), 70, 32);

describe.each(['plain', 'relaxed'] as const)('WASM engine, %s SIMD', (build) => {
  const reference = createReferenceEngine();
  let engine: Engine;
  beforeAll(async () => {
    engine = await createWasmEngine([build]);
  });
  afterAll(() => engine.dispose());

  it('says which build it runs', () => {
    const name = build === 'relaxed' ? 'WASM SIMD (relaxed)' : 'WASM SIMD';
    expect(engine).toMatchObject({ device: 'wasm', name });
  });

  it('returns the weights it was given, for any shape', async () => {
    await fc.assert(
      fc.asyncProperty(anyCase, async (example) => {
        const weights = await withNetwork(engine, example, (network) => network.getWeights());
        expect(weights).toEqual(initialWeights(example.shape, 7));
      }),
      { numRuns: 30, seed: 11 }
    );
  });

  it('forecasts and measures the loss as the reference does, for any shape and batch', async () => {
    await fc.assert(
      fc.asyncProperty(anyCase, async (example) => {
        const { inputs, origins } = example.data;
        const run = async (network: Network) => ({
          forecasts: await network.forecast(inputs, origins),
          loss: await network.evaluate(origins),
        });
        const actual = await withNetwork(engine, example, run);
        const expected = await withNetwork(reference, example, run);
        expect(relativeL2(actual.forecasts, expected.forecasts)).toBeLessThan(1e-5);
        expectRelative(actual.loss, expected.loss, 1e-5);
      }),
      { numRuns: 25, seed: 12 }
    );
  });

  it("computes the reference's gradient, for any shape and batch", async () => {
    await fc.assert(
      fc.asyncProperty(anyCase, async (example) => {
        const { shape, data } = example;
        const { gradient } = lossAndGradient(shape, Float64Array.from(initialWeights(shape, 7)), data);
        expect(relativeL2(await gradientDirection(engine, example), unit(gradient))).toBeLessThan(1e-5);
      }),
      { numRuns: 25, seed: 13 }
    );
  });

  it.each([
    ['the usual model', usual],
    ['three layers of 128 units', makeCase(shapeOf(3, 6, 3, 128, 5), 9, 8)],
    ['one unit, two steps, one window', makeCase(shapeOf(1, 2, 1, 1, 1), 1, 1, 1, 0)],
    ['most outputs and features', makeCase(shapeOf(16, 5, 1, 20, 288), 7, 4)],
    ['a batch of several slices, the last one odd', makeCase(shapeOf(2, 30, 2, 24, 3), 45, 45)],
    ['a long sequence', makeCase(shapeOf(1, 512, 1, 12, 1), 6, 4)],
  ])('trains as the reference does: %s', async (_, example) => {
    const { origins, validationOrigins } = example.data;
    const run = async (network: Network) => ({
      losses: [await network.trainEpoch(origins), await network.trainEpoch(origins)],
      validation: await network.evaluate(validationOrigins),
      weights: await network.getWeights(),
    });
    const actual = await withNetwork(engine, example, run);
    const expected = await withNetwork(reference, example, run);
    actual.losses.forEach((loss, epoch) => expectRelative(loss, expected.losses[epoch], 1e-5));
    expectRelative(actual.validation, expected.validation, 1e-5);
    expect(relativeL2(actual.weights, expected.weights)).toBeLessThan(1e-5);
  });

  it('clips as the reference does, and not below the limit', async () => {
    for (const clipNorm of [0.01, 1e9]) {
      const example = { ...usual, options: { ...usual.options, clipNorm } };
      const run = async (network: Network) => {
        await network.trainEpoch(usual.data.origins.subarray(0, 32));
        return network.getWeights();
      };
      const expected = await withNetwork(reference, example, run);
      expect(relativeL2(await withNetwork(engine, example, run), expected)).toBeLessThan(1e-5);
    }
  });

  it('makes no step for a batch without a known target', async () => {
    const unknown = makeCase(usual.shape, 40, 32, 1, 1);
    await withNetwork(engine, unknown, async (network) => {
      expect(await network.trainEpoch(unknown.data.origins)).toBeNaN();
      expect(await network.evaluate(unknown.data.origins)).toBeNaN();
      expect(await network.getWeights()).toEqual(initialWeights(usual.shape, 7));
    });
  });

  it('forgets the moments with new weights', async () => {
    const { origins } = usual.data;
    await withNetwork(engine, usual, async (network) => {
      const first = await network.trainEpoch(origins);
      const after = await network.getWeights();
      await network.setWeights(initialWeights(usual.shape, 7));
      expect(await network.trainEpoch(origins)).toBe(first);
      expect(await network.getWeights()).toEqual(after);
    });
  });

  it('forecasts longer inputs than it was trained on', async () => {
    const longer = makeCase(usual.shape, 120, 32, 9);
    const run = (network: Network) => network.forecast(longer.data.inputs, longer.data.origins);
    const expected = await withNetwork(reference, usual, run);
    expect(relativeL2(await withNetwork(engine, usual, run), expected)).toBeLessThan(1e-5);
  });

  it('is deterministic, also in memory that another network has used', async () => {
    const train = (on: Engine, example: Case) =>
      withNetwork(on, example, async (network) => {
        await network.trainEpoch(example.data.origins);
        return network.getWeights();
      });
    const once = await train(engine, usual);
    await train(engine, makeCase(shapeOf(5, 40, 3, 33, 9), 50, 16));
    expect(await train(engine, usual)).toEqual(once);
    expect(await train(await createWasmEngine([build]), usual)).toEqual(once);
  });

  it('keeps networks that live at the same time apart', async () => {
    const other = makeCase(usual.shape, 64, 16, 5);
    const alone = await withNetwork(engine, other, (network) => network.trainEpoch(other.data.origins));
    await withNetwork(engine, usual, async (network) => {
      const before = await network.evaluate(usual.data.origins);
      expect(await withNetwork(engine, other, (second) => second.trainEpoch(other.data.origins))).toBe(alone);
      expect(await network.evaluate(usual.data.origins)).toBe(before);
    });
  });
});

/** Sizes of the memories of all instances made from now on, in bytes; `afterEach` ends it. */
function watchInstances(): { sizes: () => number[] } {
  const memories: WebAssembly.Memory[] = [];
  class Watched extends OriginalInstance {
    constructor(module: WebAssembly.Module) {
      super(module);
      memories.push(this.exports.memory as WebAssembly.Memory);
    }
  }
  WebAssembly.Instance = Watched;
  return { sizes: () => memories.map(({ buffer }) => buffer.byteLength) };
}
const OriginalInstance = WebAssembly.Instance;

describe('WASM engine, memory and errors', () => {
  afterEach(() => {
    WebAssembly.Instance = OriginalInstance;
    jest.restoreAllMocks();
  });

  it('holds no more memory after 200 trainings than after the first', async () => {
    const engine = await createWasmEngine();
    const instances = watchInstances();
    const grows = jest.spyOn(WebAssembly.Memory.prototype, 'grow');
    for (let i = 0; i < 200; i++) {
      const example = makeCase(shapeOf(1, 8, 1, 1 + (i % 16), 3), 12, 4, i);
      await withNetwork(engine, example, (network) => network.trainEpoch(example.data.origins));
    }
    expect(instances.sizes()).toHaveLength(1);
    expect(instances.sizes()[0]).toBeLessThan(512 * 1024);
    expect(grows.mock.calls.length).toBeLessThanOrEqual(8);
  });

  it('takes at most 4 MB for the usual model and 30 MB for the long one', async () => {
    for (const [example, megabytes] of [
      [makeCase(shapeOf(1, 24, 2, 50, 1), 696, 32), 4],
      [makeCase(shapeOf(1, 96, 2, 64, 1), 624, 64), 30],
    ] as const) {
      const instances = watchInstances();
      const engine = await createWasmEngine();
      await withNetwork(engine, example, (network) => network.evaluate(example.data.validationOrigins));
      expect(instances.sizes()[0]).toBeLessThan(megabytes * 1e6);
    }
  });

  it('refuses shapes beyond the limits, and what does not fit, with a typed error', async () => {
    const engine = await createWasmEngine();
    const { data, options } = usual;
    for (const [name, size] of Object.entries({
      layers: 4,
      hidden: 129,
      sequenceLength: 513,
      features: 17,
      outputs: 289,
    })) {
      const shape = { ...usual.shape, [name]: size };
      await expectFailure(engine.create(shape, new Float32Array(1), data, options), { kind: 'too-large', size });
    }
    const many = { ...options, batchSize: 513 };
    const weights = initialWeights(usual.shape, 1);
    await expectFailure(engine.create(usual.shape, weights, data, many), { kind: 'too-large', size: 513 });
    const short = engine.create(usual.shape, weights.subarray(1), data, options);
    await expectFailure(short, { kind: 'invalid-option', option: 'weights' });
    const outside = { ...data, origins: Int32Array.of(2) };
    const early = engine.create(usual.shape, weights, outside, options);
    await expectFailure(early, { kind: 'invalid-option', option: 'origins' });
  });

  it('refuses a history that does not fit before allocating anything', async () => {
    const shape = shapeOf(1, 2, 1, 1, 288);
    const rows = Math.ceil(MEMORY_LIMIT / (4 * 288));
    const huge = { length: rows * 288 } as unknown as Float32Array;
    const none = new Int32Array(0);
    const data = { inputs: new Float32Array(rows), targets: huge, origins: none, validationOrigins: none };
    const grow = jest.spyOn(WebAssembly.Memory.prototype, 'grow');
    const engine = await createWasmEngine();
    const created = engine.create(shape, initialWeights(shape, 1), data, usual.options);
    await expectFailure(created, { kind: 'too-large', limit: MEMORY_LIMIT });
    expect(grow).not.toHaveBeenCalled();
  });

  it('reports it when the browser has no memory left', async () => {
    jest.spyOn(WebAssembly.Memory.prototype, 'grow').mockImplementation(() => {
      throw new RangeError('WebAssembly.Memory.grow(): Unable to grow instance memory');
    });
    const engine = await createWasmEngine();
    const created = engine.create(usual.shape, initialWeights(usual.shape, 1), usual.data, usual.options);
    await expectFailure(created, { kind: 'device-failed', device: 'wasm' });
  });

  it('does nothing for a network that was disposed, twice or in the middle of an epoch', async () => {
    const engine = await createWasmEngine();
    const network = await engine.create(usual.shape, initialWeights(usual.shape, 1), usual.data, usual.options);
    const running = network.trainEpoch(usual.data.origins);
    network.dispose();
    network.dispose();
    await expectFailure(running, { kind: 'device-failed' });
    await expectFailure(network.getWeights(), { kind: 'device-failed' });
  });

  it('does not slow down where gradients fade away', async () => {
    const engine = await createWasmEngine();
    const long = makeCase(shapeOf(1, 512, 1, 16, 1), 16, 16);
    const millisecondsWith = async (forgetBias: number) => {
      const weights = initialWeights(long.shape, 7).map((weight) => 0.3 * weight);
      const bias = parameterLayout(long.shape).layers[0].bias;
      weights.fill(forgetBias, bias + 16, bias + 32);
      const network = await engine.create(long.shape, weights, long.data, long.options);
      const times: number[] = [];
      for (let i = 0; i < 8; i++) {
        const started = performance.now();
        await network.trainEpoch(long.data.origins);
        times.push(performance.now() - started);
      }
      network.dispose();
      return Math.min(...times);
    };
    const remembering = await millisecondsWith(6);
    // With denormal numbers it took twenty times as long.
    expect(await millisecondsWith(1)).toBeLessThan(4 * remembering);
  });

  it('lets the event loop run while it trains, and stops soon when asked to', async () => {
    const long = makeCase(shapeOf(1, 512, 3, 128, 8), 64, 64);
    const engine = await createWasmEngine();
    const controller = new AbortController();
    await withNetwork(engine, long, async (network) => {
      let asked = 0;
      setTimeout(() => {
        asked = performance.now();
        controller.abort();
      }, 50);
      await expectFailure(network.trainEpoch(long.data.origins, controller.signal), { kind: 'cancelled' });
      expect(asked).toBeGreaterThan(0);
      // At most the piece of work under way, some 30 ms; more only where other tests share the processor.
      expect(performance.now() - asked).toBeLessThan(400);
    });
  });
});

function expectRelative(actual: number, expected: number, tolerance: number): void {
  if (Number.isNaN(expected)) {
    expect(actual).toBeNaN();
  } else {
    expect(Math.abs(actual / expected - 1)).toBeLessThan(tolerance);
  }
}

async function expectFailure(promise: Promise<unknown>, detail: object): Promise<void> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason
  );
  expect(error).toBeInstanceOf(ForecastFailure);
  expect((error as ForecastFailure).detail).toMatchObject(detail);
}
