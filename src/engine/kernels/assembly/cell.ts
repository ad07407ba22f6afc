/**
 * The gates of one step, for all rows of a slice: equations in `lstm.ts`, four units at a time, in one pass over
 * the gates. Memory: reads and writes each value once, keeps nothing. Both modules of the kernels are built from it.
 * `units` are whole vectors; strides are in bytes.
 */
import { sigmoid, tanh } from './activation';
import { VECTOR, floats, splat } from './vector';

/**
 * Sums of a step's gates -> gate values in place, cell state, its tanh, new state.
 * gates (R, G), cells (R, U') before the step and after it, squashed (R, U'); the state goes into the layer's own
 * row of the next step and, unless `above` is 0, into the input of the layer above.
 */
export function activate(
  count: i32,
  units: i32,
  gates: usize,
  gateStride: usize,
  cells: usize,
  nextCells: usize,
  squashed: usize,
  cellStride: usize,
  next: usize,
  nextStride: usize,
  above: usize,
  aboveStride: usize
): void {
  const width = floats(units);
  for (let row = 0; row < count; row++) {
    for (let unit: usize = 0; unit < width; unit += VECTOR) {
      const gate = gates + unit;
      const i = sigmoid(v128.load(gate));
      const f = sigmoid(v128.load(gate + width));
      const g = tanh(v128.load(gate + 2 * width));
      const o = sigmoid(v128.load(gate + 3 * width));
      const cell = f32x4.add(f32x4.mul(f, v128.load(cells + unit)), f32x4.mul(i, g));
      const squash = tanh(cell);
      const state = f32x4.mul(o, squash);
      v128.store(gate, i);
      v128.store(gate + width, f);
      v128.store(gate + 2 * width, g);
      v128.store(gate + 3 * width, o);
      v128.store(nextCells + unit, cell);
      v128.store(squashed + unit, squash);
      v128.store(next + unit, state);
      if (above != 0) {
        v128.store(above + unit, state);
      }
    }
    gates += gateStride;
    cells += cellStride;
    nextCells += cellStride;
    squashed += cellStride;
    next += nextStride;
    above += above != 0 ? aboveStride : 0;
  }
}

/**
 * Gate values of a step -> gradients of their sums in place; adds these to the gradient of the bias (G),
 * unless that is 0.
 * deltas (R, ..): gradient of the state after the step; `upstream` (R, ..), unless 0, is what the layer above adds.
 * cellDeltas (R, U'): gradient of the cell's state after the step, becomes that before it.
 */
export function activateBackward(
  count: i32,
  units: i32,
  gates: usize,
  gateStride: usize,
  cells: usize,
  squashed: usize,
  cellStride: usize,
  deltas: usize,
  upstream: usize,
  deltaStride: usize,
  cellDeltas: usize,
  biasGradient: usize
): void {
  const width = floats(units);
  const one = splat(1);
  for (let row = 0; row < count; row++) {
    for (let unit: usize = 0; unit < width; unit += VECTOR) {
      const gate = gates + unit;
      const i = v128.load(gate);
      const f = v128.load(gate + width);
      const g = v128.load(gate + 2 * width);
      const o = v128.load(gate + 3 * width);
      const squash = v128.load(squashed + unit);
      let dState = v128.load(deltas + unit);
      if (upstream != 0) {
        dState = f32x4.add(dState, v128.load(upstream + unit));
      }
      dState = flush(dState);
      const slope = f32x4.sub(one, f32x4.mul(squash, squash));
      const dCell = flush(f32x4.add(v128.load(cellDeltas + unit), f32x4.mul(f32x4.mul(dState, o), slope)));
      v128.store(cellDeltas + unit, f32x4.mul(dCell, f));

      const toInput = f32x4.mul(f32x4.mul(dCell, g), sigmoidSlope(i));
      const toForget = f32x4.mul(f32x4.mul(dCell, v128.load(cells + unit)), sigmoidSlope(f));
      const toCandidate = f32x4.mul(f32x4.mul(dCell, i), f32x4.sub(one, f32x4.mul(g, g)));
      const toOutput = f32x4.mul(f32x4.mul(dState, squash), sigmoidSlope(o));
      v128.store(gate, toInput);
      v128.store(gate + width, toForget);
      v128.store(gate + 2 * width, toCandidate);
      v128.store(gate + 3 * width, toOutput);
      if (biasGradient != 0) {
        const bias = biasGradient + unit;
        addTo(bias, toInput);
        addTo(bias + width, toForget);
        addTo(bias + 2 * width, toCandidate);
        addTo(bias + 3 * width, toOutput);
      }
    }
    gates += gateStride;
    cells += cellStride;
    squashed += cellStride;
    deltas += deltaStride;
    upstream += upstream != 0 ? deltaStride : 0;
    cellDeltas += cellStride;
  }
}

/**
 * Gradients fade on their way back through time, by a third a step where a forget gate starts, and after some 200
 * steps reach denormal numbers, which processors handle a hundred times slower and WASM cannot switch off. Below this
 * they add nothing to a sum in single precision and become 0; NaN stays.
 */
const NEGLIGIBLE: f32 = 1e-20;

@inline
function flush(x: v128): v128 {
  return v128.andnot(x, f32x4.le(f32x4.abs(x), splat(NEGLIGIBLE)));
}

/** y (1 - y), the slope of the sigmoid where its value is y. */
@inline
function sigmoidSlope(y: v128): v128 {
  return f32x4.mul(y, f32x4.sub(splat(1), y));
}

@inline
function addTo(sum: usize, value: v128): void {
  v128.store(sum, f32x4.add(v128.load(sum), value));
}
