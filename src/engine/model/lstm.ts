/**
 * The model as data. All parameters live in one flat Float32Array, in this order, the same for every engine:
 *
 *   for each layer:  kernel (in, 4U), recurrent kernel (U, 4U), bias (4U)
 *   then the head:   kernel (U, H Q), bias (H Q)
 *
 * `in` is C for the first layer and U above it. Matrices are row-major; the four blocks of 4U columns are Keras'
 * gates i (input), f (forget), c (candidate), o (output). For step t of a layer with input x and state h, c:
 *
 *   i, f, o = sigmoid(x K + h R + b),  g = tanh(x K + h R + b),  c' = f c + i g,  h' = o tanh(c')
 *
 * and the forecast is h_T K_head + b_head, with h_T the top layer's last state: Q values for each of H lead times.
 */
import { phrase } from '../../core/language';
import { ForecastFailure } from '../../core/options';
import type { ModelShape } from './engine';
import { MAX_QUANTILES } from './loss';
import { HEAD_SCALE, fillGlorot, fillOrthonormalRows } from './fill';
import { createRandom } from './random';

export interface LayerLayout {
  /** `in`: C or U */
  inputs: number;
  /** offset of the kernel (in, 4U) */
  kernel: number;
  /** offset of the recurrent kernel (U, 4U) */
  recurrent: number;
  /** offset of the bias (4U) */
  bias: number;
}

export interface ParameterLayout {
  layers: LayerLayout[];
  /** offset of the head's kernel (U, H Q) */
  headKernel: number;
  /** offset of the head's bias (H Q) */
  headBias: number;
  /** number of parameters */
  count: number;
}

/** The start of each matrix in the flat array of parameters. */
export function parameterLayout(shape: ModelShape): ParameterLayout {
  const { features, hidden, layers } = shape;
  const gates = 4 * hidden;
  const rows: LayerLayout[] = [];
  let offset = 0;
  for (let layer = 0; layer < layers; layer++) {
    const inputs = layer === 0 ? features : hidden;
    const recurrent = offset + inputs * gates;
    const bias = recurrent + hidden * gates;
    rows.push({ inputs, kernel: offset, recurrent, bias });
    offset = bias + gates;
  }
  const width = headWidth(shape);
  const headBias = offset + hidden * width;
  return { layers: rows, headKernel: offset, headBias, count: headBias + width };
}

/** H Q: values the head makes for one window. */
export function headWidth({ outputs, valuesPerOutput = 1 }: ModelShape): number {
  return outputs * valuesPerOutput;
}

/** Whether two shapes are the same network. */
export function isSameShape(a: ModelShape, b: ModelShape): boolean {
  const sizes = ['features', 'sequenceLength', 'layers', 'hidden', 'outputs'] as const;
  return (
    sizes.every((name) => a[name] === b[name]) &&
    (a.valuesPerOutput ?? 1) === (b.valuesPerOutput ?? 1) &&
    a.network === b.network
  );
}

/** Number of parameters of a model. */
export function parameterCount(shape: ModelShape): number {
  return parameterLayout(shape).count;
}

/**
 * Weights to start from, as Keras does it: kernels uniform after Glorot and Bengio (2010), recurrent kernels with
 * orthonormal rows (Saxe et al., 2014), biases 0 but 1 for the forget gate (Jozefowicz et al., 2015).
 * Made here and not on a device, so that every engine starts from the same numbers.
 */
export function initialWeights(shape: ModelShape, seed: number): Float32Array {
  checkShape(shape);
  const { hidden } = shape;
  const layout = parameterLayout(shape);
  const weights = new Float32Array(layout.count);
  const random = createRandom(seed);
  for (const { inputs, kernel, recurrent, bias } of layout.layers) {
    fillGlorot(weights.subarray(kernel, recurrent), inputs, 4 * hidden, 1, random);
    fillOrthonormalRows(weights.subarray(recurrent, bias), hidden, 4 * hidden, random);
    weights.fill(1, bias + hidden, bias + 2 * hidden);
  }
  fillGlorot(weights.subarray(layout.headKernel, layout.headBias), hidden, headWidth(shape), HEAD_SCALE, random);
  return weights;
}

/** Smallest and largest of each size an engine has to support, and its name in a message: "Too many ...". */
export const SIZE_LIMITS = {
  features: { min: 1, max: 32, what: phrase('features') },
  sequenceLength: { min: 2, max: 512, what: phrase('steps in a sequence') },
  layers: { min: 1, max: 3, what: phrase('LSTM layers') },
  hidden: { min: 1, max: 128, what: phrase('hidden units') },
  // Seven days, the longest horizon, at five minutes.
  outputs: { min: 1, max: 2016, what: phrase('lead times') },
  valuesPerOutput: { min: 1, max: MAX_QUANTILES, what: phrase('values for a lead time') },
  batchSize: { min: 1, max: 512, what: phrase('windows in a batch') },
} as const;

/** @throws ForecastFailure `too-large` above a limit, `invalid-option` below it or for what is no whole number */
export function checkShape(shape: ModelShape, batchSize: number = SIZE_LIMITS.batchSize.min): void {
  const sizes = { valuesPerOutput: 1, ...shape, batchSize };
  for (const [name, { min, max, what }] of Object.entries(SIZE_LIMITS)) {
    const size = sizes[name as keyof typeof SIZE_LIMITS];
    if (size > max) {
      throw new ForecastFailure({ kind: 'too-large', what, size, limit: max });
    }
    if (!Number.isInteger(size) || size < min) {
      const why = phrase('not a whole number of at least {{min}}', { min });
      throw new ForecastFailure({ kind: 'invalid-option', option: name, why, value: String(size) });
    }
  }
}

/** @throws ForecastFailure `invalid-option` if these are not the parameters of this shape */
export function checkWeights(shape: ModelShape, weights: Float32Array): void {
  checkCount(weights, parameterCount(shape));
}

/** @throws ForecastFailure `invalid-option` if these are not so many parameters */
export function checkCount(weights: Float32Array, count: number): void {
  if (weights.length !== count) {
    const why = phrase('not {{count}} parameters', { count });
    throw new ForecastFailure({ kind: 'invalid-option', option: 'weights', why, value: String(weights.length) });
  }
}
