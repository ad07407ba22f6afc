/**
 * Building blocks of networks that TypeScript composes in this module's memory (`pretrainedLstm`), beside the LSTM of
 * `plan.ts`. Sizes are in floats, strides and addresses in bytes; widths are whole vectors.
 */
import { sigmoid, tanh } from './activation';
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
  const width = floats(units);
  for (let row = 0; row < rows; row++) {
    for (let unit: usize = 0; unit < width; unit += VECTOR) {
      const gate = gates + unit;
      const i = sigmoid(v128.load(gate));
      const f = sigmoid(v128.load(gate + width));
      const g = tanh(v128.load(gate + 2 * width));
      const o = sigmoid(v128.load(gate + 3 * width));
      const cell = f32x4.add(f32x4.mul(f, v128.load(cells + unit)), f32x4.mul(i, g));
      const squash = tanh(cell);
      v128.store(gate, i);
      v128.store(gate + width, f);
      v128.store(gate + 2 * width, g);
      v128.store(gate + 3 * width, o);
      v128.store(nextCells + unit, cell);
      v128.store(squashed + unit, squash);
      v128.store(nextStates + unit, f32x4.mul(o, squash));
    }
    gates += gateStride;
    cells += stride;
    nextCells += stride;
    squashed += stride;
    nextStates += stride;
  }
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
  const width = floats(units);
  const one = splat(1);
  for (let row = 0; row < rows; row++) {
    for (let unit: usize = 0; unit < width; unit += VECTOR) {
      const gate = gates + unit;
      const i = v128.load(gate);
      const f = v128.load(gate + width);
      const g = v128.load(gate + 2 * width);
      const o = v128.load(gate + 3 * width);
      const squash = v128.load(squashed + unit);
      const dState = v128.load(dStates + unit);
      const slope = f32x4.sub(one, f32x4.mul(squash, squash));
      const dCell = f32x4.add(v128.load(dCells + unit), f32x4.mul(f32x4.mul(dState, o), slope));
      v128.store(dCells + unit, f32x4.mul(dCell, f));
      v128.store(gate, f32x4.mul(f32x4.mul(dCell, g), ofSigmoid(i)));
      v128.store(gate + width, f32x4.mul(f32x4.mul(dCell, v128.load(cells + unit)), ofSigmoid(f)));
      v128.store(gate + 2 * width, f32x4.mul(f32x4.mul(dCell, i), f32x4.sub(one, f32x4.mul(g, g))));
      v128.store(gate + 3 * width, f32x4.mul(f32x4.mul(dState, squash), ofSigmoid(o)));
    }
    gates += gateStride;
    cells += stride;
    squashed += stride;
    dStates += stride;
    dCells += stride;
  }
}

/** Slope of the sigmoid where its value is y. */
@inline
function ofSigmoid(y: v128): v128 {
  return f32x4.mul(y, f32x4.sub(splat(1), y));
}
