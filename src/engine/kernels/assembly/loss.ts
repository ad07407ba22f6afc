/** The losses of `loss.ts`, over the known targets of a slice; NaN is unknown. One pass over targets and predictions. */
import { TILE_ROWS } from './matmul';
import { leadTimes, origins, outputStride, outputWidth, outputs, predictions, targets, valuesPerOutput } from './plan';
import { FLOAT, floats, roundUp } from './vector';

/** As in `wasmNetwork.ts`. */
const SQUARED = 0;
const PINBALL = 1;

const MAX_LOG_DEVIATION: f32 = 8;
const MAX_QUANTILES = 16;
const quantiles: usize = memory.data(MAX_QUANTILES * 4, 16);

/** Where the caller puts the quantiles of the pinball loss. */
export function quantilesAddress(): usize {
  return quantiles;
}

/** Known targets of the first `rows` windows of `origins`. */
export function countKnown(rows: i32): i32 {
  let known = 0;
  for (let row = 0; row < rows; row++) {
    const target = targetRow(row);
    for (let offset: usize = 0; offset < floats(leadTimes); offset += FLOAT) {
      const value = load<f32>(target + offset);
      known += i32(value == value);
    }
  }
  return known;
}

/**
 * Summed loss of the last `forward` of windows `first .. first + rows - 1` of the batch. Turns the predictions
 * (R, H Q) into `scale` times the loss's gradient for them, scale = 1 / known targets of the batch; 0 for unknown
 * targets and padding.
 */
export function loss(kind: i32, first: i32, rows: i32, scale: f32): f64 {
  let sum: f64 = 0;
  let row = predictions;
  const values = floats(valuesPerOutput);
  for (let window = first; window < first + rows; window++) {
    const target = targetRow(window);
    let head = row;
    for (let lead: usize = 0; lead < floats(leadTimes); lead += FLOAT) {
      sum += lossAt(kind, load<f32>(target + lead), head, scale);
      head += values;
    }
    memory.fill(head, 0, floats(outputWidth - outputs));
    row += outputStride;
  }
  memory.fill(row, 0, <usize>(roundUp(rows, TILE_ROWS) - rows) * outputStride);
  return sum;
}

/** Loss of one target; the Q values at `head` become `scale` times its gradient. */
@inline
function lossAt(kind: i32, target: f32, head: usize, scale: f32): f64 {
  if (target != target) {
    memory.fill(head, 0, floats(valuesPerOutput));
    return 0;
  }
  if (kind == SQUARED) {
    return squared(target, head, scale);
  }
  return kind == PINBALL ? pinball(target, head, scale) : gaussian(target, head, scale);
}

@inline
function squared(target: f32, head: usize, scale: f32): f64 {
  const error = load<f32>(head) - target;
  store<f32>(head, scale * 2 * error);
  return <f64>error * <f64>error;
}

function pinball(target: f32, head: usize, scale: f32): f64 {
  let sum: f64 = 0;
  const share = scale / <f32>valuesPerOutput;
  for (let offset: usize = 0; offset < floats(valuesPerOutput); offset += FLOAT) {
    const quantile = load<f32>(quantiles + offset);
    const error = target - load<f32>(head + offset);
    const slope: f32 = error < 0 ? <f32>1 - quantile : -quantile;
    sum -= <f64>slope * <f64>error;
    store<f32>(head + offset, share * slope);
  }
  return sum / <f64>valuesPerOutput;
}

function gaussian(target: f32, head: usize, scale: f32): f64 {
  const raw = load<f32>(head, FLOAT);
  const logDeviation = max(min(raw, MAX_LOG_DEVIATION), -MAX_LOG_DEVIATION);
  const precision = Math.exp(-(<f64>logDeviation));
  const scaled = (<f64>target - <f64>load<f32>(head)) * precision;
  store<f32>(head, <f32>(-(<f64>scale) * scaled * precision));
  store<f32>(head, raw == logDeviation ? scale * <f32>(1 - scaled * scaled) : 0, FLOAT);
  return <f64>logDeviation + (scaled * scaled) / 2;
}

function targetRow(window: i32): usize {
  const origin = load<i32>(origins + floats(window));
  return targets + <usize>origin * floats(leadTimes);
}
