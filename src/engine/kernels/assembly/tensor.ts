/**
 * Building blocks of networks that TypeScript composes in this module's memory (`pretrainedLstm`), beside the LSTM of
 * `plan.ts`. Sizes are in floats, strides and addresses in bytes; widths are whole vectors.
 */
import { tanh } from './activation';
import { activate, activateBackward } from './cell';
import { VECTOR, floats, splat } from './vector';

export { matmul } from './matmul';

/** First byte that the module does not use itself. */
export function heapBase(): usize {
  return __heap_base;
}

/** values (rows, width) = tanh(values), in place. */
export function tanhRows(rows: i32, width: i32, values: usize, stride: usize): void {
  for (let row = 0; row < rows; row++) {
    for (let at = values, end = values + floats(width); at < end; at += VECTOR) {
      v128.store(at, tanh(v128.load(at)));
    }
    values += stride;
  }
}

/** gradient (rows, width) *= 1 - values^2, the slope of tanh at which `values` came out. One stride for both. */
export function tanhRowsBackward(rows: i32, width: i32, values: usize, gradient: usize, stride: usize): void {
  const one = splat(1);
  for (let row = 0; row < rows; row++) {
    for (let at: usize = 0; at < floats(width); at += VECTOR) {
      const y = v128.load(values + at);
      const slope = f32x4.sub(one, f32x4.mul(y, y));
      v128.store(gradient + at, f32x4.mul(slope, v128.load(gradient + at)));
    }
    values += stride;
    gradient += stride;
  }
}

/** sums (width) += the rows of values (rows, width) */
export function addRows(rows: i32, width: i32, values: usize, stride: usize, sums: usize): void {
  for (let at: usize = 0; at < floats(width); at += VECTOR) {
    let sum = v128.load(sums + at);
    for (let row = 0, value = values + at; row < rows; row++, value += stride) {
      sum = f32x4.add(sum, v128.load(value));
    }
    v128.store(sums + at, sum);
  }
}

/**
 * One step of an LSTM: sums of the gates [i f g o] (rows, 4 units) -> their values in place, cell state and its tanh,
 * state (rows, units each).
 */
export function lstmStep(
  rows: i32,
  units: i32,
  gates: usize,
  gateStride: usize,
  cells: usize,
  nextCells: usize,
  squashed: usize,
  nextStates: usize,
  stride: usize
): void {
  activate(rows, units, gates, gateStride, cells, nextCells, squashed, stride, nextStates, stride, 0, 0);
}

/**
 * The way back of `lstmStep`: gate values -> gradients of their sums in place. dStates (rows, units) is the gradient
 * of the state after the step; dCells that of the cell state after it, and becomes that before it.
 */
export function lstmStepBackward(
  rows: i32,
  units: i32,
  gates: usize,
  gateStride: usize,
  cells: usize,
  squashed: usize,
  dStates: usize,
  dCells: usize,
  stride: usize
): void {
  activateBackward(rows, units, gates, gateStride, cells, squashed, stride, dStates, 0, stride, dCells, 0);
}
