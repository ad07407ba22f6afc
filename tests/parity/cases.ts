import type { Dataset, ModelShape, NetworkOptions } from '../../src/engine/model/engine';
import { initialWeights } from '../../src/engine/networks/parameters';
import { createRandom, shuffle } from '../../src/engine/model/random';

/** One network on one made-up series: what every engine must compute alike. */
export interface ParityCase {
  name: string;
  shape: ModelShape;
  options: NetworkOptions;
  /** training windows; as many again, at most 8, are for validation */
  windows: number;
  /** share of unknown targets */
  missing: number;
}

const usual: NetworkOptions = { batchSize: 8, learningRate: 0.01, clipNorm: 1 };

/** Sizes around the edges that engines round to: one unit, odd sizes, a remainder in every dimension. */
export const parityCases: readonly ParityCase[] = [
  {
    name: 'the smallest network',
    shape: { features: 1, sequenceLength: 2, layers: 1, hidden: 1, outputs: 1 },
    options: { ...usual, batchSize: 1 },
    windows: 3,
    missing: 0,
  },
  {
    name: 'odd sizes, a last batch of one',
    shape: { features: 3, sequenceLength: 7, layers: 1, hidden: 5, outputs: 3 },
    options: usual,
    windows: 17,
    missing: 0.1,
  },
  {
    name: 'two layers, sizes that fill vectors',
    shape: { features: 4, sequenceLength: 5, layers: 2, hidden: 16, outputs: 8 },
    options: usual,
    windows: 16,
    missing: 0,
  },
  {
    name: 'three layers',
    shape: { features: 2, sequenceLength: 5, layers: 3, hidden: 6, outputs: 2 },
    options: usual,
    windows: 12,
    missing: 0.1,
  },
  {
    name: 'the default width, more lead times than units of a tile',
    shape: { features: 6, sequenceLength: 4, layers: 2, hidden: 50, outputs: 37 },
    options: { ...usual, batchSize: 11 },
    windows: 19,
    missing: 0.1,
  },
  {
    name: 'the widest network, most features',
    shape: { features: 32, sequenceLength: 3, layers: 1, hidden: 128, outputs: 1 },
    options: usual,
    windows: 8,
    missing: 0,
  },
  {
    name: 'a long sequence',
    shape: { features: 1, sequenceLength: 24, layers: 1, hidden: 4, outputs: 1 },
    options: usual,
    windows: 6,
    missing: 0,
  },
  {
    name: 'mostly unknown targets, gradients clipped hard',
    shape: { features: 2, sequenceLength: 4, layers: 1, hidden: 7, outputs: 2 },
    options: { ...usual, batchSize: 2, clipNorm: 0.01 },
    windows: 7,
    missing: 0.8,
  },
  {
    name: 'pinball loss over five quantiles',
    shape: { features: 3, sequenceLength: 6, layers: 1, hidden: 9, outputs: 3, valuesPerOutput: 5 },
    options: { ...usual, loss: { kind: 'pinball', quantiles: [0.025, 0.1, 0.5, 0.9, 0.975] } },
    windows: 19,
    missing: 0.2,
  },
  {
    name: 'gaussian likelihood, two layers',
    shape: { features: 2, sequenceLength: 5, layers: 2, hidden: 6, outputs: 4, valuesPerOutput: 2 },
    options: { ...usual, loss: { kind: 'gaussian' } },
    windows: 17,
    missing: 0.2,
  },
  {
    name: 'dropout between three layers, a last batch of one',
    shape: { features: 2, sequenceLength: 5, layers: 3, hidden: 7, outputs: 2 },
    options: { ...usual, dropout: 0.3, seed: 5 },
    windows: 17,
    missing: 0.1,
  },
  {
    name: 'dropout before the head, weight decay, a learning rate that falls to nothing',
    shape: { features: 1, sequenceLength: 4, layers: 1, hidden: 8, outputs: 3 },
    options: { ...usual, dropout: 0.5, seed: 4e9, weightDecay: 0.05, cosineSteps: 4 },
    windows: 24,
    missing: 0,
  },
];

/** The networks of layers, which TensorFlow.js' plain backend is the oracle of: odd sizes, a last batch of its own. */
export const networkCases: readonly ParityCase[] = [
  {
    name: 'GRU, two layers',
    shape: { features: 3, sequenceLength: 7, layers: 2, hidden: 5, outputs: 3, network: 'gru' },
    options: usual,
    windows: 17,
    missing: 0.1,
  },
  {
    name: 'TCN, three levels of two convolutions',
    shape: { features: 3, sequenceLength: 24, layers: 2, hidden: 6, outputs: 2, network: 'tcn' },
    options: usual,
    windows: 17,
    missing: 0.1,
  },
  {
    name: 'TCN, one convolution, a sequence shorter than its kernel',
    shape: { features: 1, sequenceLength: 2, layers: 1, hidden: 3, outputs: 1, network: 'tcn' },
    options: usual,
    windows: 9,
    missing: 0,
  },
  {
    name: 'Transformer, two blocks of two heads, quantiles',
    shape: {
      ...{ features: 3, sequenceLength: 6, layers: 2, hidden: 10, outputs: 3, valuesPerOutput: 2 },
      network: 'transformer',
    },
    options: { ...usual, loss: { kind: 'pinball', quantiles: [0.1, 0.5] } },
    windows: 17,
    missing: 0.2,
  },
  {
    name: 'Transformer, one head, clipped hard',
    shape: { features: 2, sequenceLength: 5, layers: 1, hidden: 7, outputs: 2, network: 'transformer' },
    options: { ...usual, clipNorm: 0.01 },
    windows: 12,
    missing: 0.5,
  },
];

export interface ParityInput {
  weights: Float32Array;
  data: Dataset;
  /** the training windows in the order of each epoch */
  orders: Int32Array[];
}

const EPOCHS = 2;
const SEED = 11;

/** The case's numbers, always the same: waves with noise, unknown targets spread at random. */
export function makeInput({ shape, windows, missing }: ParityCase): ParityInput {
  const random = createRandom(SEED);
  const first = shape.sequenceLength - 1;
  const validation = Math.min(8, windows);
  const rows = first + windows + validation;
  const wave = (values: number, width: number) =>
    Float32Array.from(
      { length: values },
      (_, i) => Math.sin(0.7 * Math.floor(i / width) + (i % width)) + random() - 0.5
    );
  const inputs = wave(rows * shape.features, shape.features);
  const targets = wave(rows * shape.outputs, shape.outputs).map((y) => (random() < missing ? NaN : y));
  const order = Int32Array.from({ length: windows }, (_, i) => first + i);
  const orders = Array.from({ length: EPOCHS }, () => {
    shuffle(order, random);
    return order.slice();
  });
  return {
    weights: initialWeights(shape, SEED),
    data: {
      inputs,
      targets,
      origins: orders[0],
      validationOrigins: Int32Array.from({ length: validation }, (_, i) => first + windows + i),
    },
    orders,
  };
}
