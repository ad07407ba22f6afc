import { NET_QUANTILES, PATCHES, PATCH_FEATURES } from '../../core/networks';
import { listParameters, type PretrainedLstm, type PretrainedShape } from './shape';

/**
 * Quantiles of one forecast in plain TypeScript, in double precision.
 * @param encoder (48, 7) @param decoder (leads, leadFeatures) of `createNetInput` or `createStackedInput`
 * @returns (leads, 11) row-major, rising in each row
 */
export function forecastQuantiles(net: PretrainedLstm, encoder: Float32Array, decoder: Float32Array): Float64Array {
  const out = computeOutput(net.shape, new Float64Array(net.weights), encoder, decoder);
  for (let at = 0; at < out.length; at += NET_QUANTILES.length) {
    out.subarray(at, at + NET_QUANTILES.length).sort();
  }
  return out;
}

/** The same before sorting, as it is trained. The oracle of the fast network. */
export function computeOutput(
  shape: PretrainedShape,
  weights: Float64Array,
  encoder: Float32Array,
  decoder: Float32Array
): Float64Array {
  const of = Object.fromEntries(
    listParameters(shape).map(({ name, rows, columns, offset }) => [
      name,
      weights.subarray(offset, offset + rows * columns),
    ])
  );
  let sequence = new Float64Array(encoder);
  let width = PATCH_FEATURES;
  for (let layer = 0; layer < shape.layers; layer++) {
    sequence = runLstm(
      sequence,
      width,
      shape.hidden,
      of[`kernel${layer}`],
      of[`recurrent${layer}`],
      of[`gates${layer}`]
    );
    width = shape.hidden;
  }
  const state = new Float64Array(shape.first);
  state.set(of.firstBias);
  addProduct(sequence, sequence.length - width, width, of.state, state);
  const ahead = new Float64Array(decoder);
  const leads = decoder.length / shape.leadFeatures;
  const out = new Float64Array(leads * NET_QUANTILES.length);
  const first = new Float64Array(shape.first);
  const second = new Float64Array(shape.second);
  for (let lead = 0; lead < leads; lead++) {
    first.set(state);
    addProduct(ahead, lead * shape.leadFeatures, shape.leadFeatures, of.lead, first);
    squash(first);
    second.set(of.secondBias);
    addProduct(first, 0, shape.first, of.second, second);
    squash(second);
    const row = out.subarray(lead * NET_QUANTILES.length, (lead + 1) * NET_QUANTILES.length);
    row.set(of.outputBias);
    addProduct(second, 0, shape.second, of.output, row);
  }
  return out;
}

/** States (48, hidden) after each step of inputs (48, width). */
function runLstm(
  inputs: Float64Array,
  width: number,
  hidden: number,
  kernel: Float64Array,
  recurrent: Float64Array,
  bias: Float64Array
): Float64Array<ArrayBuffer> {
  const states = new Float64Array(PATCHES * hidden);
  const cells = new Float64Array(hidden);
  const gates = new Float64Array(4 * hidden);
  for (let t = 0; t < PATCHES; t++) {
    gates.set(bias);
    addProduct(inputs, t * width, width, kernel, gates);
    if (t > 0) {
      addProduct(states, (t - 1) * hidden, hidden, recurrent, gates);
    }
    for (let unit = 0; unit < hidden; unit++) {
      const candidate = Math.tanh(gates[unit + 2 * hidden]);
      cells[unit] = sigmoid(gates[unit + hidden]) * cells[unit] + sigmoid(gates[unit]) * candidate;
      states[t * hidden + unit] = sigmoid(gates[unit + 3 * hidden]) * Math.tanh(cells[unit]);
    }
  }
  return states;
}

/** sums (n) += row (depth) of `values` at `from` times matrix (depth, n); four rows of it at once, for fewer stores. */
function addProduct(values: Float64Array, from: number, depth: number, matrix: Float64Array, sums: Float64Array): void {
  const n = sums.length;
  let k = 0;
  for (; k + 4 <= depth; k += 4) {
    const a = values[from + k];
    const b = values[from + k + 1];
    const c = values[from + k + 2];
    const d = values[from + k + 3];
    for (let j = 0, at = k * n; j < n; j++, at++) {
      sums[j] += a * matrix[at] + b * matrix[at + n] + c * matrix[at + 2 * n] + d * matrix[at + 3 * n];
    }
  }
  for (; k < depth; k++) {
    const value = values[from + k];
    for (let j = 0, at = k * n; j < n; j++, at++) {
      sums[j] += value * matrix[at];
    }
  }
}

function squash(values: Float64Array): void {
  for (let i = 0; i < values.length; i++) {
    values[i] = Math.tanh(values[i]);
  }
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
