import fc from 'fast-check';
import { setFlagsFromString } from 'node:v8';
import { ADAM } from '../model/adam';
import { dropoutKey } from '../model/dropout';
import type { Engine, Network } from '../model/engine';
import { valuesPerOutput, type Loss } from '../model/loss';
import { initialWeights } from '../model/lstm';
import { createReferenceEngine, lossAndGradient } from '../reference/reference';
import { createWasmEngine } from './wasm';
import { type Case, makeCase, relativeL2, shapeOf, usual, withNetwork } from '../../testing/wasmCases';

// Node 20 has relaxed SIMD behind this flag; later versions and browsers have it as it is.
setFlagsFromString('--experimental-wasm-relaxed-simd');
jest.setTimeout(120_000);

/** So small that Adam's denominator is its epsilon alone: then a first step is proportional to the gradient. */
const TINY_NORM = 1e-12;
/** Makes that step a thousand times the unit gradient, so that rounding of the weights does not hide it. */
const HUGE_RATE = (1000 * ADAM.epsilon) / (TINY_NORM * Math.sqrt(1 - ADAM.beta2));

/** Direction of the gradient of the first batch, read off one step from the weights. */
async function gradientDirection(engine: Engine, example: Case): Promise<Float64Array> {
  const { data } = example;
  const batchSize = data.origins.length;
  const options = { ...example.options, batchSize, learningRate: HUGE_RATE, clipNorm: TINY_NORM };
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
  features: fc.integer({ min: 1, max: 32 }),
  sequenceLength: fc.integer({ min: 2, max: 12 }),
  layers: fc.integer({ min: 1, max: 3 }),
  hidden: fc.integer({ min: 1, max: 21 }),
  outputs: fc.integer({ min: 1, max: 19 }),
});

const anyLoss = fc.constantFrom<Loss>(
  { kind: 'squared' },
  { kind: 'pinball', quantiles: [0.1, 0.5, 0.9] },
  { kind: 'gaussian' }
);

const anyCase = fc
  .record({
    shape: anyShape,
    windows: fc.integer({ min: 1, max: 40 }),
    batchSize: fc.integer({ min: 1, max: 40 }),
    seed: fc.nat(),
    loss: anyLoss,
    dropout: fc.constantFrom(0, 0.3),
  })
  .map(({ shape, windows, batchSize, seed, loss, dropout }): Case => {
    const example = makeCase({ ...shape, valuesPerOutput: valuesPerOutput(loss) }, windows, batchSize, seed);
    return { ...example, options: { ...example.options, loss, dropout, seed } };
  });

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
        const { shape, data, options } = example;
        const { loss, dropout: rate = 0, seed = 0 } = options;
        const mask = { key: dropoutKey(seed, 1), rate, batchSize: data.origins.length };
        const weights = Float64Array.from(initialWeights(shape, 7));
        const { gradient } = lossAndGradient(shape, weights, data, loss, rate > 0 ? mask : undefined);
        expect(relativeL2(await gradientDirection(engine, example), unit(gradient))).toBeLessThan(1e-5);
      }),
      { numRuns: 25, seed: 13 }
    );
  });

  it.each([
    ['the usual model', usual],
    ['three layers of 128 units', makeCase(shapeOf(3, 6, 3, 128, 5), 9, 8)],
    ['one unit, two steps, one window', makeCase(shapeOf(1, 2, 1, 1, 1), 1, 1, 1, 0)],
    ['most outputs and features', makeCase(shapeOf(32, 5, 1, 20, 2016), 7, 4)],
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

function expectRelative(actual: number, expected: number, tolerance: number): void {
  if (Number.isNaN(expected)) {
    expect(actual).toBeNaN();
  } else {
    expect(Math.abs(actual / expected - 1)).toBeLessThan(tolerance);
  }
}
