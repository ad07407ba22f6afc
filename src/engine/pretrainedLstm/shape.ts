import { NET_QUANTILES, PATCH_FEATURES } from '../../core/networks';
import { createRandom } from '../model';

/**
 * A network that corrects a linear forecast: stacked LSTMs read two days in hourly patches, a small decoder answers
 * for each lead time with quantiles. 48 sequential steps at any sampling rate.
 *
 *   h = LSTM(patches),  q = W_o tanh(W_c tanh(W_a h + W_b lead + b_a) + b_c) + b_o
 *
 * The gates of an LSTM stand in PyTorch's order i f g o; equations in `lstm.ts`, which has the same.
 */
export interface PretrainedShape {
  /** stacked LSTMs */
  layers: number;
  /** units of each */
  hidden: number;
  /** features of a lead time */
  leadFeatures: number;
  /** width of the decoder's two layers */
  first: number;
  second: number;
}

/** A network as it is stored and passed on. */
export interface PretrainedLstm {
  shape: PretrainedShape;
  /** (P) the parameters of `listParameters`, one after the other, each row-major */
  weights: Float32Array;
}

/** One matrix of the parameters, (inputs, outputs): row vectors are multiplied with it from the left. */
export interface Parameter {
  name: string;
  rows: number;
  columns: number;
  /** where it starts in the flat array */
  offset: number;
}

/** The matrices in the order of the flat array; biases are matrices of one row. */
export function listParameters({ layers, hidden, leadFeatures, first, second }: PretrainedShape): Parameter[] {
  const list: Parameter[] = [];
  const add = (name: string, rows: number, columns: number) => {
    const last = list.at(-1);
    list.push({ name, rows, columns, offset: last ? last.offset + last.rows * last.columns : 0 });
  };
  for (let layer = 0; layer < layers; layer++) {
    add(`kernel${layer}`, layer === 0 ? PATCH_FEATURES : hidden, 4 * hidden);
    add(`recurrent${layer}`, hidden, 4 * hidden);
    add(`gates${layer}`, 1, 4 * hidden);
  }
  add('state', hidden, first);
  add('lead', leadFeatures, first);
  add('firstBias', 1, first);
  add('second', first, second);
  add('secondBias', 1, second);
  add('output', second, NET_QUANTILES.length);
  add('outputBias', 1, NET_QUANTILES.length);
  return list;
}

export function countParameters(shape: PretrainedShape): number {
  return listParameters(shape).reduce((sum, { rows, columns }) => sum + rows * columns, 0);
}

/**
 * Seeded: uniform within 1 / sqrt(inputs), for an LSTM within 1 / sqrt(hidden) as PyTorch has it. Forget gates start
 * open (Gers et al., 2000). The output starts at 0, so that training starts from the linear forecast.
 */
export function initialPretrained(shape: PretrainedShape, seed: number): PretrainedLstm {
  const random = createRandom(seed);
  const weights = new Float32Array(countParameters(shape));
  for (const { name, rows, columns, offset } of listParameters(shape)) {
    const isLstm = /^(kernel|recurrent|gates)/.test(name);
    const limit = name.startsWith('output') ? 0 : 1 / Math.sqrt(isLstm ? shape.hidden : rows > 1 ? rows : shape.first);
    for (let i = 0; i < rows * columns; i++) {
      weights[offset + i] = limit * (2 * random() - 1);
    }
    if (name.startsWith('gates')) {
      weights.fill(1, offset + shape.hidden, offset + 2 * shape.hidden);
    }
  }
  return { shape, weights };
}
