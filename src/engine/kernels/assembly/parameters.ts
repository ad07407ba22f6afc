/** Parameters between the compact order of `lstm.ts` and the padded matrices of `plan.ts`. */
import {
  Layer,
  cellStride,
  deltaStride,
  gateStride,
  gateWidth,
  gradientOf,
  headBias,
  headKernel,
  headTransposed,
  headValues,
  hidden,
  hiddenWidth,
  layerAt,
  layerCount,
  outputStride,
  parameterBytes,
  parameters,
} from './plan';
import { FLOAT, floats } from './vector';

/** Place of the compact parameters, for the caller to fill or to read: the gradient's memory, which every batch clears anyway. */
export function compactAddress(): usize {
  return gradientOf(parameters);
}

/** Takes the compact parameters and forgets the optimiser's moments. */
export function importParameters(): void {
  memory.fill(gradientOf(parameters) + parameterBytes, 0, 2 * parameterBytes);
  transfer(true);
}

/** Leaves the parameters in compact order. */
export function exportParameters(): void {
  transfer(false);
}

/** Walks over all matrices in the compact order. */
function transfer(importing: bool): void {
  let compact = compactAddress();
  for (let index = 0; index < layerCount; index++) {
    const layer = layerAt(index);
    const kernel = layer.weights + <usize>hiddenWidth * gateStride;
    compact = transferGates(compact, kernel, layer.inputs, importing);
    compact = transferGates(compact, layer.weights, hidden, importing);
    compact = transferGates(compact, layer.bias, 1, importing);
  }
  for (let row = 0; row < hidden; row++) {
    compact = transferRow(compact, headKernel + <usize>row * outputStride, headValues, importing);
  }
  transferRow(compact, headBias, headValues, importing);
}

/** (rows, 4U) compact, each gate in its U' columns padded. */
function transferGates(compact: usize, padded: usize, rows: i32, importing: bool): usize {
  for (let row = 0; row < rows; row++) {
    for (let gate = 0; gate < 4; gate++) {
      compact = transferRow(compact, padded + floats(gate * hiddenWidth), hidden, importing);
    }
    padded += gateStride;
  }
  return compact;
}

function transferRow(compact: usize, padded: usize, count: i32, importing: bool): usize {
  const bytes = floats(count);
  if (importing) {
    memory.copy(padded, compact, bytes);
  } else {
    memory.copy(compact, padded, bytes);
  }
  return compact + bytes;
}

/** Transposes the layers' matrices and the head's kernel for the way back; once per batch. */
export function transposeParameters(): void {
  for (let index = 0; index < layerCount; index++) {
    const layer = layerAt(index);
    transpose(layer.weightRows, gateWidth, layer.weights, gateStride, layer.transposed, deltaStride);
  }
  transpose(hidden, headValues, headKernel, outputStride, headTransposed, cellStride);
}

/** to (columns, rows) = from (rows, columns) transposed; row strides in bytes */
function transpose(rows: i32, columns: i32, from: usize, fromRow: usize, to: usize, toRow: usize): void {
  for (let column = 0; column < columns; column++) {
    let source = from + floats(column);
    for (let target = to, last = to + floats(rows); target < last; target += FLOAT) {
      store<f32>(target, load<f32>(source));
      source += fromRow;
    }
    to += toRow;
  }
}
