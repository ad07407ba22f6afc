/**
 * The layout of the memory. Matrices are row-major and padded to whole register tiles, padding is always 0: a padded
 * hidden unit has weights 0, so its state, its gradient and the steps of its weights stay 0.
 *
 *   U' hidden units in whole vectors, G = 4 U' gates, R rows of a slice in whole tiles, T steps
 *
 * A layer multiplies its state and its input in one product: a row of `rows` is [h before the step | x], and the
 * recurrent kernel stands above the kernel in one matrix W. So a step is one product forward, Z W, and one backward,
 * dG W^T = [dh | dx], and the gradient of both kernels is one product over all steps, Z^T dG.
 */
import { TILE_COLUMNS, TILE_ROWS } from './matmul';
import { LANES, floats, roundUp } from './vector';

/** One LSTM layer: sizes in floats, addresses and row strides in bytes. */
@unmanaged
export class Layer {
  /** C or U */
  inputs: i32;
  /** rows of W: U' and the inputs in whole vectors */
  weightRows: i32;
  /** W (weightRows, G), then the bias as one more row */
  weights: usize;
  bias: usize;
  /** W^T (G, weightRows), made once per batch */
  transposed: usize;
  /** Z (T + 1, R, weightRows): row t holds the state before step t and the input of step t */
  rows: usize;
  rowStride: usize;
  /** (T + 1, R, U'): the cell's state before step t */
  cells: usize;
  /** (T, R, U'): tanh of the cell's state after step t */
  squashed: usize;
  /** (T, R, G): gates after forward, gradients of the sums before the gates after backward */
  gates: usize;
}

const MAX_LAYERS = 3;
/** Room for a `Layer`. */
const RECORD_BYTES = 64;
const records: usize = memory.data(MAX_LAYERS * RECORD_BYTES, 16);

export let layerCount: i32 = 0;
export let features: i32 = 0;
export let hidden: i32 = 0;
export let sequenceLength: i32 = 0;
export let outputs: i32 = 0;
/** Q, and H Q: values the head makes for a lead time, and for a window */
export let valuesPerOutput: i32 = 0;
export let headValues: i32 = 0;
/** U' and G in floats */
export let hiddenWidth: i32 = 0;
export let gateWidth: i32 = 0;
/** H Q in whole tiles, in floats */
export let outputWidth: i32 = 0;

/** Row strides in bytes: of cells, of gates and W, of the head and predictions, of `deltas` and all W^T. */
export let cellStride: usize = 0;
export let gateStride: usize = 0;
export let outputStride: usize = 0;
export let deltaStride: usize = 0;

/** Weights, gradient and Adam's two moments: four regions of `parameterBytes` with the same inner order. */
export let parameters: usize = 0;
export let parameterBytes: usize = 0;
/** (U', H Q) and (H Q); the head's kernel transposed (H Q, U') */
export let headKernel: usize = 0;
export let headBias: usize = 0;
export let headTransposed: usize = 0;
/** (R, H Q): predictions after forward, gradient of the loss for them after the loss */
export let predictions: usize = 0;
/** (T + 1, R, ..): gradients [dh | dx] of every step; the layers use it one after the other */
export let deltas: usize = 0;
/** (R, U'): gradient of the cell's state, carried from step to step */
export let cellDeltas: usize = 0;
/** (N, C), (N, H), (batch) */
export let inputs: usize = 0;
export let targets: usize = 0;
export let origins: usize = 0;

/** First free byte; 64 bits, so that a plan beyond the address space can be measured and refused. */
let end: u64 = 0;

/**
 * Lays out a network and its data, touching no memory but the layer records; returns the bytes it needs, which
 * the caller must provide before any other call.
 * @param sliceRows most windows computed at once
 * @param batch most windows per step
 * @param dataRows N
 */
export function plan(
  layers: i32,
  features_: i32,
  hidden_: i32,
  sequenceLength_: i32,
  outputs_: i32,
  valuesPerOutput_: i32,
  sliceRows: i32,
  batch: i32,
  dataRows: i32
): f64 {
  layerCount = layers;
  features = features_;
  hidden = hidden_;
  sequenceLength = sequenceLength_;
  outputs = outputs_;
  valuesPerOutput = valuesPerOutput_;
  headValues = outputs * valuesPerOutput;
  hiddenWidth = roundUp(hidden, LANES);
  gateWidth = 4 * hiddenWidth;
  outputWidth = roundUp(headValues, TILE_COLUMNS);
  cellStride = strideOf(hiddenWidth);
  gateStride = strideOf(gateWidth);
  outputStride = strideOf(outputWidth);
  deltaStride = strideOf(hiddenWidth + roundUp(max(hidden, features), LANES));

  end = roundUpTo64(__heap_base);
  planParameters();
  planActivations(roundUp(sliceRows, TILE_ROWS));
  inputs = reserve(dataRows, floats(features));
  targets = reserve(dataRows, floats(outputs));
  origins = reserve(batch, sizeof<i32>());
  return <f64>end;
}

export function layerAt(index: i32): Layer {
  return changetype<Layer>(records + <usize>index * RECORD_BYTES);
}

/** Address of the gradient of the parameter at `address`. */
@inline
export function gradientOf(address: usize): usize {
  return address + parameterBytes;
}

function planParameters(): void {
  parameters = <usize>end;
  for (let index = 0; index < layerCount; index++) {
    const layer = layerAt(index);
    layer.inputs = index == 0 ? features : hidden;
    layer.weightRows = hiddenWidth + roundUp(layer.inputs, LANES);
    layer.weights = reserve(layer.weightRows, gateStride);
    layer.bias = reserve(1, gateStride);
  }
  headKernel = reserve(hiddenWidth, outputStride);
  headBias = reserve(1, outputStride);
  parameterBytes = <usize>end - parameters;
  // The gradient and the two moments.
  reserve(3, parameterBytes);
  for (let index = 0; index < layerCount; index++) {
    layerAt(index).transposed = reserve(gateWidth, deltaStride);
  }
  headTransposed = reserve(headValues, cellStride);
}

function planActivations(rows: i32): void {
  const all = rows * sequenceLength;
  for (let index = 0; index < layerCount; index++) {
    const layer = layerAt(index);
    layer.rowStride = strideOf(layer.weightRows);
    layer.rows = reserve(all + rows, layer.rowStride);
    layer.cells = reserve(all + rows, cellStride);
    layer.squashed = reserve(all, cellStride);
    layer.gates = reserve(all, gateStride);
  }
  predictions = reserve(rows, outputStride);
  deltas = reserve(all + rows, deltaStride);
  cellDeltas = reserve(rows, cellStride);
}

/**
 * Row stride in bytes of a matrix of so many columns, in whole tiles. Never a multiple of 128 bytes: rows a power of
 * two apart would share a few sets of the cache and evict each other.
 */
function strideOf(columns: i32): usize {
  const width = roundUp(columns, TILE_COLUMNS);
  return floats(width % 32 == 0 ? width + TILE_COLUMNS : width);
}

function reserve(rows: i32, rowBytes: usize): usize {
  const address = <usize>end;
  end = roundUpTo64(end + <u64>rows * <u64>rowBytes);
  return address;
}

function roundUpTo64(bytes: u64): u64 {
  return (bytes + 63) & ~63;
}
