import { Adam } from '../model/adam';
import { dropoutKey } from '../model/dropout';
import type { Dataset, ModelShape, NetworkOptions } from '../model/engine';
import { initialWeights, parameterCount, parameterLayout } from '../model/lstm';
import { createRandom } from '../model/random';
import { LstmNetwork } from './lstmNetwork';
import { createReferenceEngine, lossAndGradient } from './reference';

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const random = createRandom(8);
const noise = (length: number) => Float32Array.from({ length }, () => 2 * random() - 1);

test('one unit over two steps is what the equations give by hand', () => {
  const shape: ModelShape = { features: 1, sequenceLength: 2, layers: 1, hidden: 1, outputs: 1 };
  // kernel, recurrent kernel and bias of i, f, g, o; then the head
  const weights = Float64Array.of(0.1, 0.2, 0.3, 0.4, -0.5, 0.6, 0.7, -0.8, 0.05, 1, -0.1, 0.2, 2, 0.25);
  let [h, c] = [0, 0];
  for (const x of [0.5, -1.5]) {
    const [i, f, g, o] = [0, 1, 2, 3].map((gate) => weights[gate] * x + weights[4 + gate] * h + weights[8 + gate]);
    c = sigmoid(f) * c + sigmoid(i) * Math.tanh(g);
    h = sigmoid(o) * Math.tanh(c);
  }
  const [y] = new LstmNetwork(shape, 1).forward(weights, Float32Array.of(9, 0.5, -1.5), Int32Array.of(2));
  expect(y).toBeCloseTo(2 * h + 0.25, 14);
});

test.each([1, 2, 3])(
  'the gradient of %i layers with dropout is the slope of the loss, to the last parameter',
  (layers) => {
    const shape: ModelShape = { features: 2, sequenceLength: 3, layers, hidden: 3, outputs: 2 };
    const origins = Int32Array.of(2, 3, 5);
    const data = { inputs: noise(12), targets: noise(12), origins };
    const mask = { key: dropoutKey(4, 1), rate: 0.3, batchSize: 3 };
    const weights = Float64Array.from({ length: parameterCount(shape) }, () => 2 * random() - 1);
    const { gradient } = lossAndGradient(shape, weights, data, undefined, mask);
    const h = 1e-5;
    const gaps = weights.map((_, i) => {
      const at = (by: number) =>
        lossAndGradient(
          shape,
          weights.map((weight, j) => (i === j ? weight + by : weight)),
          data,
          undefined,
          mask
        ).loss;
      return Math.abs((at(h) - at(-h)) / (2 * h) - gradient[i]);
    });
    expect(Math.max(...gaps)).toBeLessThan(1e-8);
  }
);

describe('memory for activations', () => {
  const shape: ModelShape = { features: 1, sequenceLength: 512, layers: 3, hidden: 128, outputs: 1 };
  const perRow = 8 * 512 * 128 * (3 * 7 + 1);

  test('is refused beyond a gigabyte, and what is told is how much it would be', () => {
    const most = Math.floor(2 ** 30 / perRow);
    expect(() => new LstmNetwork(shape, most + 1)).toThrow(
      expect.objectContaining({
        detail: {
          kind: 'too-large',
          what: { english: 'bytes of memory for a batch' },
          size: (most + 1) * perRow,
          limit: 2 ** 30,
        },
      })
    );
  });

  test('that a smaller batch takes is given', () => {
    const network = new LstmNetwork({ ...shape, sequenceLength: 4 }, 8);
    expect(network.layout.count).toBe(parameterCount(shape));
    expect(network.maxRows).toBe(8);
  });
});

describe('the engine', () => {
  const shape: ModelShape = { features: 2, sequenceLength: 3, layers: 2, hidden: 3, outputs: 2 };
  const rows = 12;
  const data: Dataset = {
    inputs: noise(2 * rows),
    targets: noise(2 * rows).map((y, i) => (i === 9 || (i > 13 && i < 18) ? NaN : y)),
    origins: Int32Array.of(2, 3, 4, 5, 6),
    validationOrigins: Int32Array.of(9, 10),
  };
  const options: NetworkOptions = { batchSize: 2, learningRate: 0.01, clipNorm: 0.5 };
  const initial = initialWeights(shape, 3);

  test.each<[string, Partial<NetworkOptions>]>([
    ['as it is', {}],
    ['with dropout and decay', { dropout: 0.4, seed: 6, weightDecay: 0.1, cosineSteps: 9 }],
  ])('steps batch by batch along the gradient by Adam, and measures each before its step: %s', async (_, change) => {
    const own = { ...options, ...change };
    const network = await createReferenceEngine().create(shape, initial, data, own);
    const weights = Float64Array.from(initial);
    const adam = new Adam(weights.length, own);
    let [sum, known] = [0, 0];
    for (const batch of [
      [2, 3],
      [4, 5],
    ]) {
      const { dropout: rate = 0, seed = 0 } = own;
      const mask = rate > 0 ? { key: dropoutKey(seed, adam.steps + 1), rate, batchSize: 2 } : undefined;
      const part = { ...data, origins: Int32Array.from(batch) };
      const { loss, gradient } = lossAndGradient(shape, weights, part, undefined, mask);
      const count = batch
        .flatMap((row) => [...data.targets.subarray(2 * row, 2 * row + 2)])
        .filter((y) => y === y).length;
      sum += loss * count;
      known += count;
      adam.step(weights, gradient);
    }
    expect(await network.trainEpoch(data.origins.subarray(0, 4))).toBeCloseTo(sum / known, 12);
    expect(await network.getWeights()).toEqual(Float32Array.from(weights));
  });

  test('makes no step for a batch without a known target', async () => {
    const network = await createReferenceEngine().create(shape, initial, data, options);
    expect(await network.trainEpoch(Int32Array.of(7, 8))).toBeNaN();
    expect(await network.evaluate(Int32Array.of(7, 8))).toBeNaN();
    expect(await network.getWeights()).toEqual(initial);
    const with7 = await network.trainEpoch(Int32Array.of(7, 8, 2, 3));
    const without = await createReferenceEngine().create(shape, initial, data, options);
    expect(with7).toBe(await without.trainEpoch(Int32Array.of(2, 3)));
    expect(await network.getWeights()).toEqual(await without.getWeights());
  });

  test('measures and forecasts without dropout, and leaves the weights alone', async () => {
    const dropping = await createReferenceEngine().create(shape, initial, data, { ...options, dropout: 0.5 });
    const plain = await createReferenceEngine().create(shape, initial, data, options);
    expect(await dropping.evaluate(data.validationOrigins)).toBe(await plain.evaluate(data.validationOrigins));
    const forecasts = await dropping.forecast(data.inputs, data.origins);
    expect(forecasts).toEqual(await plain.forecast(data.inputs, data.origins));
    expect(forecasts).toHaveLength(5 * 2);
    expect(await dropping.getWeights()).toEqual(initial);
  });

  test('new weights forget the moments', async () => {
    const network = await createReferenceEngine().create(shape, initial, data, options);
    await network.trainEpoch(data.origins);
    const once = await network.getWeights();
    await network.trainEpoch(data.origins);
    await network.setWeights(initial);
    expect(await network.getWeights()).toEqual(initial);
    await network.trainEpoch(data.origins);
    expect(await network.getWeights()).toEqual(once);
  });

  test('looks at the signal, whatever it does', async () => {
    const network = await createReferenceEngine().create(shape, initial, data, options);
    const signal = AbortSignal.abort();
    const cancelled = { detail: { kind: 'cancelled' } };
    await expect(network.trainEpoch(data.origins, signal)).rejects.toMatchObject(cancelled);
    await expect(network.evaluate(data.origins, signal)).rejects.toMatchObject(cancelled);
    await expect(network.forecast(data.inputs, data.origins, signal)).rejects.toMatchObject(cancelled);
    expect(await network.getWeights()).toEqual(initial);
  });

  test('the gradient of the head is that of a linear regression on the last states', () => {
    const weights = Float64Array.from(initial);
    const origins = Int32Array.of(2, 3);
    const { gradient } = lossAndGradient(shape, weights, { ...data, origins });
    const y = new LstmNetwork(shape, 2).forward(weights, data.inputs, origins).slice();
    const { headBias } = parameterLayout(shape);
    for (const lead of [0, 1]) {
      const slope = [0, 1].reduce(
        (sum, row) => sum + 2 * (y[row * 2 + lead] - data.targets[origins[row] * 2 + lead]),
        0
      );
      expect(gradient[headBias + lead]).toBeCloseTo(slope / 4, 12);
    }
  });
});
