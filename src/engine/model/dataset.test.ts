import { inEnglish } from '../../testing/inEnglish';
import fc from 'fast-check';
import { ForecastFailure } from '../../core/options/errors';
import {
  batches,
  checkDataset,
  checkInputs,
  checkNetwork,
  gatherTargets,
  gatherWindows,
  hasKnownTarget,
} from './dataset';
import type { Dataset, ModelShape, NetworkOptions } from './engine';
import { initialWeights } from './lstm';

const shape: ModelShape = { features: 2, sequenceLength: 3, layers: 1, hidden: 2, outputs: 2 };
const weights = initialWeights(shape, 1);
const options: NetworkOptions = { batchSize: 4, learningRate: 0.01, clipNorm: 1 };
/** Eight rows, each value its own number. */
const data: Dataset = {
  inputs: Float32Array.from({ length: 16 }, (_, i) => i),
  targets: Float32Array.of(0, 1, NaN, 3, NaN, NaN, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15),
  origins: Int32Array.of(2, 7),
  validationOrigins: Int32Array.of(3),
};

function refusalOf(action: () => void) {
  try {
    action();
  } catch (error) {
    return error instanceof ForecastFailure ? inEnglish(error.detail) : error;
  }
  return undefined;
}

describe('checkNetwork', () => {
  const refusal = (change: Partial<NetworkOptions>) =>
    refusalOf(() => checkNetwork(shape, weights, data, { ...options, ...change }));

  test.each<Partial<NetworkOptions>>([
    {},
    { learningRate: 0 },
    { dropout: 0 },
    { dropout: 0.99 },
    { weightDecay: 0 },
    { weightDecay: 1 },
    { cosineSteps: 1 },
    { clipNorm: 1e-12 },
    { batchSize: 512 },
  ])('takes %j', (change) => expect(refusal(change)).toBeUndefined());

  test.each<[keyof NetworkOptions, number, string]>([
    ['learningRate', -1e-9, 'not a number of at least 0'],
    ['learningRate', Infinity, 'not a number of at least 0'],
    ['learningRate', NaN, 'not a number of at least 0'],
    ['clipNorm', 0, 'not a number above 0'],
    ['clipNorm', Infinity, 'not a number above 0'],
    ['clipNorm', NaN, 'not a number above 0'],
    ['dropout', -0.1, 'not in [0, 1)'],
    ['dropout', 1, 'not in [0, 1)'],
    ['dropout', NaN, 'not in [0, 1)'],
    ['weightDecay', -0.1, 'not in [0, 1]'],
    ['weightDecay', 1.1, 'not in [0, 1]'],
    ['cosineSteps', 0.5, 'not at least 1'],
    ['cosineSteps', NaN, 'not at least 1'],
    ['batchSize', 0, 'not a whole number of at least 1'],
  ])('refuses a %s of %d', (option, value, why) => {
    expect(refusal({ [option]: value })).toEqual({ kind: 'invalid-option', option, why, value: String(value) });
  });

  test('refuses another network than the LSTM, unless its parameters are counted', () => {
    const gru: ModelShape = { ...shape, network: 'gru' };
    expect(refusalOf(() => checkNetwork(gru, weights, data, options))).toMatchObject({
      option: 'network',
      value: 'gru',
    });
    expect(refusalOf(() => checkNetwork(gru, weights, data, options, () => weights.length))).toBeUndefined();
  });

  test('refuses a head that does not make what the loss needs, and quantiles that are none', () => {
    expect(refusal({ loss: { kind: 'gaussian' } })).toEqual({
      kind: 'invalid-option',
      option: 'valuesPerOutput',
      why: 'not 2, as the loss needs',
      value: '1',
    });
    expect(refusal({ loss: { kind: 'pinball', quantiles: [2] } })).toMatchObject({ option: 'quantiles' });
    const wide = { ...shape, valuesPerOutput: 2 };
    const both = () => checkNetwork(wide, initialWeights(wide, 1), data, { ...options, loss: { kind: 'gaussian' } });
    expect(refusalOf(both)).toBeUndefined();
  });

  test('refuses weights of another shape, and a shape no engine has', () => {
    const { length } = weights;
    expect(refusalOf(() => checkNetwork(shape, weights.subarray(1), data, options))).toEqual({
      kind: 'invalid-option',
      option: 'weights',
      why: `not ${length} parameters`,
      value: String(length - 1),
    });
    expect(refusalOf(() => checkNetwork({ ...shape, layers: 4 }, weights, data, options))).toMatchObject({
      kind: 'too-large',
    });
  });
});

describe('checkDataset', () => {
  const refusal = (change: Partial<Dataset>) => refusalOf(() => checkDataset(shape, { ...data, ...change }));

  test('takes windows from the first full one to the last row', () => {
    expect(refusal({})).toBeUndefined();
    expect(checkInputs(shape, data.inputs, data.origins)).toBe(8);
  });

  test.each<[keyof Dataset, Float32Array | Int32Array, string, string]>([
    ['inputs', data.inputs.subarray(1), 'not a multiple of 2 values', '15'],
    ['targets', data.targets.subarray(1), 'not 8 rows of 2', '15'],
    ['origins', Int32Array.of(2, 1), 'not in [2, 8)', '1'],
    ['origins', Int32Array.of(8), 'not in [2, 8)', '8'],
    ['validationOrigins', Int32Array.of(-1), 'not in [2, 8)', '-1'],
    ['validationOrigins', Int32Array.of(2, 9), 'not in [2, 8)', '9'],
  ])('refuses %s that do not fit', (option, value, why, told) => {
    expect(refusal({ [option]: value })).toEqual({ kind: 'invalid-option', option, why, value: told });
  });
});

test('batches are the windows in their order, full but for the last', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(99), { maxLength: 20 }), fc.integer({ min: 1, max: 7 }), (origins, size) => {
      const all = [...batches(Int32Array.from(origins), size)];
      expect(all.flatMap((batch) => [...batch])).toEqual(origins);
      expect(all).toHaveLength(Math.ceil(origins.length / size));
      all.slice(0, -1).forEach((batch) => expect(batch).toHaveLength(size));
    })
  );
});

test('windows are gathered step by step, of a step all windows', () => {
  const windows = new Float32Array(3 * 2 * 2);
  gatherWindows(shape, data.inputs, Int32Array.of(7, 2), windows);
  expect([...windows]).toEqual([10, 11, 0, 1, 12, 13, 2, 3, 14, 15, 4, 5]);
});

test('targets are gathered row by row, an unknown one is 0 under a mask of 0', () => {
  expect(gatherTargets(shape, data.targets, Int32Array.of(1, 2, 4))).toEqual({
    values: Float32Array.of(0, 3, 0, 0, 8, 9),
    mask: Float32Array.of(0, 1, 0, 0, 1, 1),
    known: 3,
  });
});

test('a target is known where any lead time of any window has one', () => {
  const isKnown = (...origins: number[]) => hasKnownTarget(shape, data.targets, Int32Array.from(origins));
  expect([isKnown(2), isKnown(1), isKnown(2, 3), isKnown()]).toEqual([false, true, true, false]);
  expect(isKnown(0)).toBe(true);
});
