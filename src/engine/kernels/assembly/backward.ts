import { activateBackward } from './cell';
import { dropOut, isDropping } from './dropout';
import { rowsAt } from './forward';
import { TILE_COLUMNS, TILE_ROWS, ZEROS, matmul } from './matmul';
import {
  Layer,
  cellDeltas,
  cellStride,
  deltaStride,
  deltas,
  gateStride,
  gateWidth,
  gradientOf,
  headBias,
  headKernel,
  headTransposed,
  hiddenWidth,
  layerAt,
  layerCount,
  outputStride,
  outputWidth,
  headValues,
  predictions,
  sequenceLength,
} from './plan';
import { FLOAT, VECTOR, floats, roundUp } from './vector';

/** Rows of Z and dG handled at once by the product of the weights' gradient, so that both stay in the cache. */
const BLOCK = 128;

/**
 * Backpropagation through time for one layer of a slice, after `backwardHead` and the layers above; adds the slice's
 * gradient of the layer's parameters to that of the batch.
 *
 * T steps of one pass over the gates and one product (R, G) (G, U' + in), then one product (U' + in, T R) (T R, G) for
 * both kernels. The layers share `deltas`: a step first reads what the layer above left there for it and what its own
 * later step left, then overwrites the rows of this step.
 */
export function backwardLayer(index: i32, first: i32, rows: i32): void {
  const tiled = roundUp(rows, TILE_ROWS);
  const layer = layerAt(index);
  const isTop = index == layerCount - 1;
  if (!isTop) {
    memory.fill(deltas + <usize>(sequenceLength * tiled) * deltaStride, 0, <usize>tiled * deltaStride);
  }
  memory.fill(cellDeltas, 0, <usize>tiled * cellStride);
  for (let t = sequenceLength - 1; t >= 0; t--) {
    if (isDropping && !isTop) {
      const upstream = deltas + <usize>(t * tiled) * deltaStride + floats(hiddenWidth);
      dropOut(index, t, first, tiled, upstream, deltaStride);
    }
    stepBackward(layer, t, tiled, isTop, index == 0);
  }
  addWeightGradient(layer, sequenceLength * tiled);
}

/** After `lossOf`: gradients of the head, and of the top layer's last state into the last rows of `deltas`. */
export function backwardHead(first: i32, rows: i32): void {
  const tiled = roundUp(rows, TILE_ROWS);
  const top = layerAt(layerCount - 1);
  const last = rowsAt(top, sequenceLength, tiled);
  const kernel = gradientOf(headKernel);
  const out = outputStride;
  matmul(hiddenWidth, outputWidth, tiled, last, FLOAT, top.rowStride, predictions, out, kernel, out, kernel, out);
  addColumns(tiled, outputWidth, predictions, out, gradientOf(headBias));
  const after = deltas + <usize>(sequenceLength * tiled) * deltaStride;
  const width = roundUp(hiddenWidth, TILE_COLUMNS);
  matmul(tiled, width, headValues, predictions, out, FLOAT, headTransposed, cellStride, ZEROS, 0, after, deltaStride);
  if (isDropping) {
    dropOut(layerCount - 1, sequenceLength - 1, first, tiled, after, deltaStride);
  }
}

/** Below the first layer nobody asks for gradients, and before the first step nobody for the state's. */
function stepBackward(layer: Layer, t: i32, tiled: i32, isTop: bool, isBottom: bool): void {
  const now = <usize>(t * tiled);
  const gates = layer.gates + now * gateStride;
  const here = deltas + now * deltaStride;
  activateBackward(
    tiled,
    hiddenWidth,
    gates,
    gateStride,
    layer.cells + now * cellStride,
    layer.squashed + now * cellStride,
    cellStride,
    here + <usize>tiled * deltaStride,
    isTop ? 0 : here + floats(hiddenWidth),
    deltaStride,
    cellDeltas,
    gradientOf(layer.bias)
  );
  if (!isBottom || t > 0) {
    const width = roundUp(isBottom ? hiddenWidth : layer.weightRows, TILE_COLUMNS);
    const weights = layer.transposed;
    matmul(tiled, width, gateWidth, gates, gateStride, FLOAT, weights, deltaStride, ZEROS, 0, here, deltaStride);
  }
}

/** dW (U' + in, G) += Z^T (U' + in, all) dG (all, G) */
function addWeightGradient(layer: Layer, all: i32): void {
  const gradient = gradientOf(layer.weights);
  const stride = layer.rowStride;
  for (let from = 0; from < all; from += BLOCK) {
    const rows = layer.rows + <usize>from * stride;
    const gates = layer.gates + <usize>from * gateStride;
    const depth = min(BLOCK, all - from);
    const gate = gateStride;
    matmul(layer.weightRows, gateWidth, depth, rows, FLOAT, stride, gates, gate, gradient, gate, gradient, gate);
  }
}

/** sums (columns) += the columns of a matrix (rows, columns) */
function addColumns(rows: i32, columns: i32, matrix: usize, stride: usize, sums: usize): void {
  for (let row = 0; row < rows; row++) {
    for (let offset: usize = 0; offset < floats(columns); offset += VECTOR) {
      const sum = f32x4.add(v128.load(sums + offset), v128.load(matrix + offset));
      v128.store(sums + offset, sum);
    }
    matrix += stride;
  }
}
