import { TILE_ROWS } from './matmul';
import { origins, outputStride, outputWidth, outputs, predictions, targets } from './plan';
import { FLOAT, floats, roundUp } from './vector';

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
 * Sum of the squared errors of the last `forward` over known targets. Turns the predictions into the gradient of
 * the batch's mean: `scale` times the error, scale = 2 / known targets of the batch; 0 for unknown ones and padding.
 */
export function squaredError(first: i32, rows: i32, scale: f32): f64 {
  let sum: f64 = 0;
  let prediction = predictions;
  for (let row = 0; row < rows; row++) {
    const target = targetRow(first + row);
    for (let offset: usize = 0; offset < floats(outputs); offset += FLOAT) {
      const value = load<f32>(target + offset);
      const error: f32 = value == value ? load<f32>(prediction + offset) - value : 0;
      sum += <f64>error * <f64>error;
      store<f32>(prediction + offset, scale * error);
    }
    memory.fill(prediction + floats(outputs), 0, floats(outputWidth - outputs));
    prediction += outputStride;
  }
  memory.fill(prediction, 0, <usize>(roundUp(rows, TILE_ROWS) - rows) * outputStride);
  return sum;
}

function targetRow(window: i32): usize {
  const origin = load<i32>(origins + floats(window));
  return targets + <usize>origin * floats(outputs);
}
