import { activate } from './cell';
import { dropOut, isDropping } from './dropout';
import { TILE_ROWS, matmul } from './matmul';
import {
  Layer,
  cellStride,
  features,
  gateStride,
  gateWidth,
  headBias,
  headKernel,
  hiddenWidth,
  layerAt,
  layerCount,
  origins,
  outputStride,
  outputWidth,
  predictions,
  sequenceLength,
} from './plan';
import { FLOAT, floats, roundUp } from './vector';

/**
 * One layer over all steps of a slice: `rows` windows of the batch from its window `first`, whose inputs are the rows
 * of `data` (N, C). Per step one product (R, U' + in) (U' + in, G) and one pass over the gates; layer by layer, so
 * that one layer's weights stay in the cache. The windows exist nowhere: a step's input rows are read through the
 * origins. Rows are filled up to whole tiles with the last window, whose copies nobody reads.
 */
export function forwardLayer(index: i32, data: usize, first: i32, rows: i32): void {
  const tiled = roundUp(rows, TILE_ROWS);
  const layer = layerAt(index);
  const above = index + 1 < layerCount ? layerAt(index + 1) : null;
  clearFirstState(layer, tiled);
  for (let t = 0; t < sequenceLength; t++) {
    if (index == 0) {
      gatherStep(layer, data, t, first, rows, tiled);
    }
    forwardStep(layer, above, t, tiled);
    if (isDropping) {
      dropUpward(index, above, t, first, tiled);
    }
  }
}

/** Predictions (R, H Q) = the top layer's last state (R, U') times the head's kernel, plus its bias. */
export function forwardHead(rows: i32): void {
  const tiled = roundUp(rows, TILE_ROWS);
  const top = layerAt(layerCount - 1);
  const last = rowsAt(top, sequenceLength, tiled);
  const stride = top.rowStride;
  const out = outputStride;
  matmul(tiled, outputWidth, hiddenWidth, last, stride, FLOAT, headKernel, out, headBias, 0, predictions, out);
}

/** Row 0 of step t in the rows Z of a slice of `tiled` rows. */
@inline
export function rowsAt(layer: Layer, t: i32, tiled: i32): usize {
  return layer.rows + <usize>(t * tiled) * layer.rowStride;
}

function clearFirstState(layer: Layer, tiled: i32): void {
  for (let row = 0; row < tiled; row++) {
    memory.fill(layer.rows + <usize>row * layer.rowStride, 0, floats(hiddenWidth));
  }
  memory.fill(layer.cells, 0, <usize>tiled * cellStride);
}

/** Inputs of step t into their part of Z: row origin - T + 1 + t of `data` for each window. */
function gatherStep(layer: Layer, data: usize, t: i32, first: i32, rows: i32, tiled: i32): void {
  const bytes = floats(features);
  let target = rowsAt(layer, t, tiled) + floats(hiddenWidth);
  for (let row = 0; row < tiled; row++) {
    const window = first + min(row, rows - 1);
    const origin = load<i32>(origins + floats(window));
    let source = data + <usize>(origin - sequenceLength + 1 + t) * bytes;
    for (let offset: usize = 0; offset < bytes; offset += FLOAT) {
      store<f32>(target + offset, load<f32>(source + offset));
    }
    target += layer.rowStride;
  }
}

/** Of what a layer handed up at step t: to the layer above, or to the head after the last step. */
function dropUpward(index: i32, above: Layer | null, t: i32, first: i32, tiled: i32): void {
  if (above) {
    dropOut(index, t, first, tiled, rowsAt(above, t, tiled) + floats(hiddenWidth), above.rowStride);
  } else if (t == sequenceLength - 1) {
    const top = layerAt(index);
    dropOut(index, t, first, tiled, rowsAt(top, sequenceLength, tiled), top.rowStride);
  }
}

function forwardStep(layer: Layer, above: Layer | null, t: i32, tiled: i32): void {
  const now = <usize>(t * tiled);
  const next = now + <usize>tiled;
  const gates = layer.gates + now * gateStride;
  const rows = layer.rows + now * layer.rowStride;
  const depth = hiddenWidth + layer.inputs;
  const stride = layer.rowStride;
  matmul(tiled, gateWidth, depth, rows, stride, FLOAT, layer.weights, gateStride, layer.bias, 0, gates, gateStride);
  activate(
    tiled,
    hiddenWidth,
    gates,
    gateStride,
    layer.cells + now * cellStride,
    layer.cells + next * cellStride,
    layer.squashed + now * cellStride,
    cellStride,
    layer.rows + next * layer.rowStride,
    layer.rowStride,
    above ? above.rows + now * above.rowStride + floats(hiddenWidth) : 0,
    above ? above.rowStride : 0
  );
}
