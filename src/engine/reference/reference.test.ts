import fc from 'fast-check';
import { dropoutKey } from '../model/dropout';
import type { Dataset, ModelShape } from '../model/engine';
import { initialWeights, parameterCount } from '../model/lstm';
import { valuesPerOutput, type Loss } from '../model/loss';
import { LstmNetwork } from './lstmNetwork';
import { createRandom } from '../model/random';
import { createReferenceEngine, lossAndGradient } from './reference';

jest.setTimeout(120_000);

const shapes: fc.Arbitrary<ModelShape> = fc.record({
  features: fc.integer({ min: 1, max: 3 }),
  sequenceLength: fc.integer({ min: 2, max: 6 }),
  layers: fc.integer({ min: 1, max: 3 }),
  hidden: fc.integer({ min: 1, max: 6 }),
  outputs: fc.integer({ min: 1, max: 5 }),
});

/** `windows` overlapping windows of noise, some targets unknown. */
function makeData({ features, sequenceLength, outputs }: ModelShape, windows: number, seed: number): Dataset {
  const random = createRandom(seed);
  const rows = sequenceLength - 1 + windows;
  const noise = (length: number) => Float32Array.from({ length }, () => 2 * random() - 1);
  return {
    inputs: noise(rows * features),
    targets: noise(rows * outputs).map((y, i) => (i % 5 === 3 ? NaN : y)),
    origins: Int32Array.from({ length: windows }, (_, i) => sequenceLength - 1 + i),
    validationOrigins: new Int32Array(0),
  };
}

const losses = fc.constantFrom<Loss>(
  { kind: 'squared' },
  { kind: 'pinball', quantiles: [0.1, 0.5, 0.9] },
  { kind: 'gaussian' }
);
const rates = fc.constantFrom(0, 0.4);

test('the gradient is the slope of the loss, for every parameter of any shape, any loss, with and without dropout', () => {
  fc.assert(
    fc.property(
      shapes,
      losses,
      rates,
      fc.integer({ min: 2, max: 6 }),
      fc.integer(),
      (sizes, loss, rate, windows, seed) => {
        const shape = { ...sizes, valuesPerOutput: valuesPerOutput(loss) };
        const mask = rate > 0 ? { key: dropoutKey(seed, 1), rate, batchSize: windows } : undefined;
        const data = makeData(shape, windows, seed);
        const random = createRandom(seed);
        // Larger than the initial weights, so that gates saturate too.
        const weights = Float64Array.from({ length: parameterCount(shape) }, () => 2 * random() - 1);
        const { loss: loss0, gradient } = lossAndGradient(shape, weights, data, loss, mask);
        const epsilon = 1e-5;
        for (let i = 0; i < weights.length; i++) {
          const moved = (by: number) => {
            const neighbour = weights.map((weight, j) => (j === i ? weight + by : weight));
            return lossAndGradient(shape, neighbour, data, loss, mask).loss;
          };
          const before = (loss0 - moved(-epsilon)) / epsilon;
          const after = (moved(epsilon) - loss0) / epsilon;
          // The pinball loss has a kink; where a step straddles it the slope is anything between both sides.
          const isKink = Math.abs(after - before) > 1e-3;
          const error = Math.abs(gradient[i] - (before + after) / 2);
          expect(error).toBeLessThan(isKink ? Math.abs(after - before) : 1e-7);
        }
      }
    ),
    { numRuns: 40 }
  );
});

test('an unknown target is as if its loss were not there', () => {
  const shape: ModelShape = { features: 1, sequenceLength: 3, layers: 1, hidden: 2, outputs: 2 };
  const weights = Float64Array.from(initialWeights(shape, 1));
  const data = makeData(shape, 1, 1);
  const row = data.origins[0] * shape.outputs;
  const lossWith = (...targets: number[]) => {
    data.targets.set(targets, row);
    return lossAndGradient(shape, weights, data);
  };
  const { loss: first, gradient: firstGradient } = lossWith(0.5, NaN);
  const { loss: second, gradient: secondGradient } = lossWith(NaN, -0.5);
  const { loss: both, gradient } = lossWith(0.5, -0.5);
  expect(both).toBeCloseTo((first + second) / 2, 12);
  gradient.forEach((g, i) => expect(g).toBeCloseTo((firstGradient[i] + secondGradient[i]) / 2, 12));
});

test('a forecast does not depend on the batch around it', async () => {
  await fc.assert(
    fc.asyncProperty(shapes, fc.integer({ min: 1, max: 7 }), async (shape, batchSize) => {
      const data = makeData(shape, 6, 2);
      const options = { batchSize, learningRate: 0.01, clipNorm: 1 };
      const network = await createReferenceEngine().create(shape, initialWeights(shape, 1), data, options);
      const together = await network.forecast(data.inputs, data.origins);
      for (let i = 0; i < data.origins.length; i++) {
        const alone = await network.forecast(data.inputs, data.origins.subarray(i, i + 1));
        alone.forEach((y, lead) => expect(y).toBeCloseTo(together[i * shape.outputs + lead], 6));
      }
    }),
    { numRuns: 20 }
  );
});

test('evaluate is the mean over known targets, whatever the batches', async () => {
  const shape: ModelShape = { features: 2, sequenceLength: 4, layers: 1, hidden: 3, outputs: 3 };
  const data = makeData(shape, 7, 3);
  const losses = [1, 2, 3, 7, 100].map(async (batchSize) => {
    const options = { batchSize, learningRate: 0.01, clipNorm: 1 };
    const network = await createReferenceEngine().create(shape, initialWeights(shape, 1), data, options);
    return network.evaluate(data.origins);
  });
  const { loss } = lossAndGradient(shape, Float64Array.from(initialWeights(shape, 1)), data);
  (await Promise.all(losses)).forEach((value) => expect(value).toBeCloseTo(loss, 12));
});

test('a network whose activations do not fit is refused before any memory is taken', () => {
  const largest: ModelShape = { features: 16, sequenceLength: 512, layers: 3, hidden: 128, outputs: 2016 };
  expect(() => new LstmNetwork(largest, 512)).toThrow('too-large');
});

describe('arrays that do not fit are refused', () => {
  const shape: ModelShape = { features: 2, sequenceLength: 4, layers: 1, hidden: 3, outputs: 3 };
  const data = makeData(shape, 7, 3);
  const options = { batchSize: 4, learningRate: 0.01, clipNorm: 1 };
  const weights = initialWeights(shape, 1);
  test.each<[string, Float32Array, Dataset]>([
    ['weights', weights.subarray(1), data],
    ['inputs', weights, { ...data, inputs: data.inputs.subarray(1) }],
    ['targets', weights, { ...data, targets: data.targets.subarray(1) }],
    ['origins', weights, { ...data, origins: Int32Array.of(2) }],
    ['origins', weights, { ...data, origins: Int32Array.of(10) }],
    ['validationOrigins', weights, { ...data, validationOrigins: Int32Array.of(-1) }],
  ])('%s', async (option, initial, dataset) => {
    await expect(createReferenceEngine().create(shape, initial, dataset, options)).rejects.toMatchObject({
      detail: { kind: 'invalid-option', option },
    });
  });

  test('rows to forecast', async () => {
    const network = await createReferenceEngine().create(shape, weights, data, options);
    await expect(network.forecast(data.inputs, Int32Array.of(99))).rejects.toMatchObject({
      detail: { kind: 'invalid-option', option: 'origins' },
    });
  });
});
