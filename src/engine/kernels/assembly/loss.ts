import { gaussianLoss, pinballLoss, squaredLoss } from './lossKinds';
import { TILE_ROWS } from './matmul';
import { headValues, origins, outputStride, outputWidth, outputs, predictions, targets, valuesPerOutput } from './plan';
import { FLOAT, floats, roundUp } from './vector';

/** Kinds of loss, as the caller numbers them. */
const PINBALL: i32 = 1;
const GAUSSIAN: i32 = 2;

/** Known targets of the first `rows` windows of `origins`; NaN is unknown. */
export function countKnown(rows: i32): i32 {
  let known = 0;
  for (let row = 0; row < rows; row++) {
    const target = targetRow(row);
    for (let offset: usize = 0; offset < floats(outputs); offset += FLOAT) {
      const value = load<f32>(target + offset);
      known += i32(value == value);
    }
  }
  return known;
}

/**
 * Sum of the loss of the last `forward` over known targets. Turns the predictions (R, H Q) into the gradient of the
 * batch's mean, with scale = 1 / known targets of the batch; 0 for unknown ones and padding. One pass.
 */
export function lossOf(kind: i32, first: i32, rows: i32, scale: f32): f64 {
  let sum: f64 = 0;
  let prediction = predictions;
  for (let row = 0; row < rows; row++) {
    sum += lossOfRow(kind, targetRow(first + row), prediction, scale);
    memory.fill(prediction + floats(headValues), 0, floats(outputWidth - headValues));
    prediction += outputStride;
  }
  memory.fill(prediction, 0, <usize>(roundUp(rows, TILE_ROWS) - rows) * outputStride);
  return sum;
}

function lossOfRow(kind: i32, target: usize, head: usize, scale: f32): f64 {
  const width = floats(valuesPerOutput);
  let sum: f64 = 0;
  for (const end = target + floats(outputs); target < end; target += FLOAT) {
    const value = load<f32>(target);
    if (value != value) {
      memory.fill(head, 0, width);
    } else if (kind == PINBALL) {
      sum += pinballLoss(value, head, scale);
    } else if (kind == GAUSSIAN) {
      sum += gaussianLoss(value, head, scale);
    } else {
      sum += squaredLoss(value, head, scale);
    }
    head += width;
  }
  return sum;
}

function targetRow(window: i32): usize {
  const origin = load<i32>(origins + floats(window));
  return targets + <usize>origin * floats(outputs);
}
