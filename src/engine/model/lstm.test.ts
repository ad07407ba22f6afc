import { inEnglish } from '../../testing/inEnglish';
import fc from 'fast-check';
import { ForecastFailure } from '../../core/options/errors';
import type { ModelShape } from './engine';
import {
  checkShape,
  checkWeights,
  headWidth,
  initialWeights,
  isSameShape,
  parameterCount,
  parameterLayout,
  SIZE_LIMITS,
} from './lstm';

const shapes: fc.Arbitrary<ModelShape> = fc.record({
  features: fc.integer({ min: 1, max: 32 }),
  sequenceLength: fc.integer({ min: 2, max: 512 }),
  layers: fc.integer({ min: 1, max: 3 }),
  hidden: fc.integer({ min: 1, max: 24 }),
  outputs: fc.integer({ min: 1, max: 2016 }),
});

const valid: ModelShape = { features: 6, sequenceLength: 24, layers: 2, hidden: 50, outputs: 12 };

test('the guide’s model has as many parameters as Keras says', () => {
  // 4 ((6 + 50) 50 + 50) + 4 ((50 + 50) 50 + 50) + 50 12 + 12
  expect(parameterCount(valid)).toBe(11_400 + 20_200 + 612);
});

test('the matrices lie one after the other and fill the array', () => {
  fc.assert(
    fc.property(shapes, (shape) => {
      const { hidden, outputs } = shape;
      const { layers, headKernel, headBias, count } = parameterLayout(shape);
      let end = 0;
      layers.forEach(({ inputs, kernel, recurrent, bias }, l) => {
        expect(inputs).toBe(l === 0 ? shape.features : hidden);
        expect([kernel, recurrent, bias]).toEqual([
          end,
          end + inputs * 4 * hidden,
          end + (inputs + hidden) * 4 * hidden,
        ]);
        end = bias + 4 * hidden;
      });
      expect([headKernel, headBias, count]).toEqual([end, end + hidden * outputs, end + (hidden + 1) * outputs]);
    })
  );
});

test('initial weights: orthonormal recurrent rows, Glorot’s range, forget bias 1, a small head', () => {
  fc.assert(
    fc.property(shapes, fc.integer(), (shape, seed) => {
      const weights = initialWeights(shape, seed);
      const { layers, headKernel, headBias } = parameterLayout(shape);
      const width = 4 * shape.hidden;
      for (const { inputs, kernel, recurrent, bias } of layers) {
        const row = (r: number) => weights.subarray(recurrent + r * width, recurrent + (r + 1) * width);
        const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, x, i) => sum + x * b[i], 0);
        expect(dot(row(0), row(0))).toBeCloseTo(1, 5);
        expect(dot(row(0), row(shape.hidden - 1))).toBeCloseTo(shape.hidden === 1 ? 1 : 0, 5);
        const limit = Math.sqrt(6 / (inputs + width));
        expect(weights.subarray(kernel, recurrent).every((w) => Math.abs(w) <= limit)).toBe(true);
        const forget = (_: number, i: number) => Math.floor(i / shape.hidden) === 1;
        const biases = Array.from(weights.subarray(bias, bias + width));
        expect(biases).toEqual(biases.map((w, i) => (forget(w, i) ? 1 : 0)));
      }
      const limit = 0.1 * Math.sqrt(6 / (shape.hidden + shape.outputs));
      expect(weights.subarray(headKernel, headBias).every((w) => Math.abs(w) <= limit)).toBe(true);
      expect(weights.subarray(headBias).every((w) => w === 0)).toBe(true);
    }),
    { numRuns: 40 }
  );
});

test('every two rows of a recurrent kernel are orthogonal, every row is of length 1', () => {
  const hidden = 9;
  const weights = initialWeights({ ...valid, hidden, layers: 2 }, 3);
  for (const { recurrent } of parameterLayout({ ...valid, hidden, layers: 2 }).layers) {
    const row = (r: number) => weights.subarray(recurrent + r * 4 * hidden, recurrent + (r + 1) * 4 * hidden);
    for (let a = 0; a < hidden; a++) {
      for (let b = 0; b <= a; b++) {
        const overlap = row(a).reduce((sum, x, i) => sum + x * row(b)[i], 0);
        expect(overlap).toBeCloseTo(a === b ? 1 : 0, 5);
      }
    }
  }
});

test('kernels and head fill their ranges evenly to both sides', () => {
  const { layers, headKernel, headBias } = parameterLayout(valid);
  const weights = initialWeights(valid, 5);
  const ranges: Array<[number, number, number]> = [
    [layers[0].kernel, layers[0].recurrent, Math.sqrt(6 / (6 + 200))],
    [layers[1].kernel, layers[1].recurrent, Math.sqrt(6 / (50 + 200))],
    [headKernel, headBias, 0.1 * Math.sqrt(6 / (50 + 12))],
  ];
  for (const [from, to, limit] of ranges) {
    const part = [...weights.subarray(from, to)];
    expect(Math.max(...part)).toBeGreaterThan(0.95 * limit);
    expect(Math.min(...part)).toBeLessThan(-0.95 * limit);
    expect(Math.abs(part.reduce((sum, w) => sum + w, 0) / part.length)).toBeLessThan(0.1 * limit);
  }
});

test('the head makes as many values for each lead time as the loss wants', () => {
  expect(headWidth(valid)).toBe(12);
  const quantiles = { ...valid, valuesPerOutput: 5 };
  expect(headWidth(quantiles)).toBe(60);
  const { headKernel, headBias, count } = parameterLayout(quantiles);
  expect([headBias - headKernel, count - headBias]).toEqual([50 * 60, 60]);
});

test('two shapes are the same network if all sizes are; one value for a lead time need not be said', () => {
  expect(isSameShape(valid, { ...valid, valuesPerOutput: 1 })).toBe(true);
  expect(isSameShape({ ...valid, valuesPerOutput: 1 }, valid)).toBe(true);
  for (const name of ['features', 'sequenceLength', 'layers', 'hidden', 'outputs'] as const) {
    expect(isSameShape(valid, { ...valid, [name]: valid[name] + 1 })).toBe(false);
  }
  expect(isSameShape(valid, { ...valid, valuesPerOutput: 2 })).toBe(false);
  expect(isSameShape({ ...valid, valuesPerOutput: 2 }, valid)).toBe(false);
});

test('a seed gives one set of weights, another seed another', () => {
  expect(initialWeights(valid, 1)).toEqual(initialWeights(valid, 1));
  expect(initialWeights(valid, 1)).not.toEqual(initialWeights(valid, 2));
});

describe('checkShape', () => {
  test('accepts every shape inside the limits', () => {
    fc.assert(fc.property(shapes, fc.integer({ min: 1, max: 512 }), (shape, batch) => checkShape(shape, batch)));
  });

  test('each size up to its largest and down to its smallest, and none beyond', () => {
    const check = (name: string, size: number) => {
      const { batchSize, ...sizes } = { ...valid, valuesPerOutput: 1, batchSize: 32, [name]: size };
      return failureOf(() => checkShape(sizes, batchSize));
    };
    for (const [name, { min, max, what }] of Object.entries(SIZE_LIMITS)) {
      expect([check(name, min), check(name, max)]).toEqual([undefined, undefined]);
      expect(check(name, max + 1)).toEqual({ kind: 'too-large', what: what.english, size: max + 1, limit: max });
      expect(check(name, min - 1)).toMatchObject({ kind: 'invalid-option', option: name, value: String(min - 1) });
    }
  });

  test('the limits are those that the documentation names', () => {
    const largest = Object.fromEntries(Object.entries(SIZE_LIMITS).map(([name, { max }]) => [name, max]));
    expect(largest).toEqual({
      ...{ features: 32, sequenceLength: 512, layers: 3, hidden: 128, outputs: 2016 },
      ...{ valuesPerOutput: 16, batchSize: 512 },
    });
  });

  test.each([
    [{ ...valid, hidden: 129 }, 32, { kind: 'too-large', what: 'hidden units', size: 129, limit: 128 }],
    [{ ...valid, layers: 4 }, 32, { kind: 'too-large', what: 'LSTM layers', size: 4, limit: 3 }],
    [{ ...valid, outputs: Infinity }, 32, { kind: 'too-large', what: 'lead times', size: Infinity, limit: 2016 }],
    [valid, 513, { kind: 'too-large', what: 'windows in a batch', size: 513, limit: 512 }],
    [
      { ...valid, sequenceLength: 1 },
      32,
      { kind: 'invalid-option', option: 'sequenceLength', why: 'not a whole number of at least 2', value: '1' },
    ],
    [
      { ...valid, features: 1.5 },
      32,
      { kind: 'invalid-option', option: 'features', why: 'not a whole number of at least 1', value: '1.5' },
    ],
    [
      { ...valid, hidden: NaN },
      32,
      { kind: 'invalid-option', option: 'hidden', why: 'not a whole number of at least 1', value: 'NaN' },
    ],
  ])('refuses %j with batches of %d', (shape, batchSize, detail) => {
    expect(failureOf(() => checkShape(shape, batchSize))).toEqual(detail);
  });
});

test('checkWeights refuses the weights of another shape', () => {
  checkWeights(valid, initialWeights(valid, 1));
  expect(failureOf(() => checkWeights({ ...valid, hidden: 49 }, initialWeights(valid, 1)))).toMatchObject({
    kind: 'invalid-option',
    option: 'weights',
  });
});

function failureOf(action: () => void) {
  try {
    action();
  } catch (error) {
    return error instanceof ForecastFailure ? inEnglish(error.detail) : error;
  }
  return undefined;
}
