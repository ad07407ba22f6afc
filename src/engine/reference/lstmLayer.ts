import { addProduct, rowMajor, transposed, transposeInto } from './matrix';
import type { LayerLayout } from '../model';

/** Numbers a layer keeps per row, step and unit: four gates, state h, state c, tanh of c. */
export const VALUES_PER_UNIT = 7;

/**
 * One LSTM layer over whole sequences, forward and backward, in double precision. Activations are time-major:
 * all rows of a step lie together, so that a step is one matrix product and a whole sequence is another.
 * Equations in `lstm.ts`; backward is Hochreiter and Schmidhuber's LSTM with full backpropagation through time.
 */
export class LstmLayer {
  /** h (T + 1, B, U) and c (T + 1, B, U); their first step is the zero state */
  readonly h: Float64Array;
  private readonly c: Float64Array;
  /** (T, B, 4U): gate values after forward, gradients of the sums before the gates after backward */
  private readonly gates: Float64Array;
  /** (T, B, U) */
  private readonly tanhC: Float64Array;
  private readonly transposedKernel: Float64Array;
  /** (B, U) each: gradients carried from step to step */
  private readonly dh: Float64Array;
  private readonly dc: Float64Array;

  constructor(
    private readonly at: LayerLayout,
    private readonly hidden: number,
    private readonly steps: number,
    maxRows: number
  ) {
    const states = maxRows * hidden;
    this.h = new Float64Array((steps + 1) * states);
    this.c = new Float64Array((steps + 1) * states);
    this.gates = new Float64Array(steps * 4 * states);
    this.tanhC = new Float64Array(steps * states);
    this.transposedKernel = new Float64Array(4 * hidden * Math.max(at.inputs, hidden));
    this.dh = new Float64Array(states);
    this.dc = new Float64Array(states);
  }

  /** Fills h from inputs x (T, rows, in) that start at `xOffset`. */
  forward(weights: Float64Array, x: Float64Array, xOffset: number, rows: number): void {
    const { at, hidden, steps, gates, h } = this;
    const width = 4 * hidden;
    const states = rows * hidden;
    h.fill(0, 0, states);
    this.c.fill(0, 0, states);
    const bias = weights.subarray(at.bias, at.bias + width);
    for (let row = 0; row < steps * rows; row++) {
      gates.set(bias, row * width);
    }
    const inputs = rowMajor(x, xOffset, at.inputs);
    addProduct(steps * rows, width, at.inputs, inputs, rowMajor(weights, at.kernel, width), rowMajor(gates, 0, width));
    const recurrent = rowMajor(weights, at.recurrent, width);
    for (let t = 0; t < steps; t++) {
      const previous = rowMajor(h, t * states, hidden);
      addProduct(rows, width, hidden, previous, recurrent, rowMajor(gates, t * rows * width, width));
      this.activate(t, rows);
    }
  }

  /** gates(t) (rows, 4U), c(t) -> gate values in place, c(t + 1), h(t + 1). */
  private activate(t: number, rows: number): void {
    const { hidden, gates, h, c, tanhC } = this;
    const states = rows * hidden;
    for (let row = 0; row < rows; row++) {
      let gate = (t * rows + row) * 4 * hidden;
      let state = t * states + row * hidden;
      for (const end = state + hidden; state < end; state++, gate++) {
        const i = sigmoid(gates[gate]);
        const f = sigmoid(gates[gate + hidden]);
        const g = Math.tanh(gates[gate + 2 * hidden]);
        const o = sigmoid(gates[gate + 3 * hidden]);
        const next = f * c[state] + i * g;
        const squashed = Math.tanh(next);
        gates[gate] = i;
        gates[gate + hidden] = f;
        gates[gate + 2 * hidden] = g;
        gates[gate + 3 * hidden] = o;
        c[state + states] = next;
        tanhC[state] = squashed;
        h[state + states] = o * squashed;
      }
    }
  }

  /**
   * Adds this layer's part to `gradient` (P), after `forward` on the same inputs.
   * @param last gradient (rows, U) of the state after the last step, or undefined
   * @param upstream gradient (T, rows, U) of the state after every step, or undefined
   * @param dx receives the gradient (T, rows, in) of the inputs, or undefined; may be the array of `upstream`
   */
  backward(
    weights: Float64Array,
    gradient: Float64Array,
    x: Float64Array,
    xOffset: number,
    rows: number,
    { last, upstream, dx }: { last?: Float64Array; upstream?: Float64Array; dx?: Float64Array }
  ): void {
    const { at, hidden, steps, gates, h, dh, dc, transposedKernel } = this;
    const width = 4 * hidden;
    const states = rows * hidden;
    dh.fill(0, 0, states);
    dc.fill(0, 0, states);
    if (last) {
      dh.set(last.subarray(0, states));
    }
    transposeInto(weights, at.recurrent, hidden, width, transposedKernel);
    for (let t = steps - 1; t >= 0; t--) {
      this.activateBackward(t, rows, upstream);
      dh.fill(0, 0, states);
      const dGates = rowMajor(gates, t * rows * width, width);
      addProduct(rows, hidden, width, dGates, rowMajor(transposedKernel, 0, hidden), rowMajor(dh, 0, hidden));
    }
    const all = steps * rows;
    const dGates = rowMajor(gates, 0, width);
    const previous = transposed(rowMajor(h, 0, hidden));
    const inputs = transposed(rowMajor(x, xOffset, at.inputs));
    addProduct(hidden, width, all, previous, dGates, rowMajor(gradient, at.recurrent, width));
    addProduct(at.inputs, width, all, inputs, dGates, rowMajor(gradient, at.kernel, width));
    for (let row = 0; row < all; row++) {
      for (let j = 0; j < width; j++) {
        gradient[at.bias + j] += gates[row * width + j];
      }
    }
    if (dx) {
      transposeInto(weights, at.kernel, at.inputs, width, transposedKernel);
      dx.fill(0, 0, all * at.inputs);
      const kernel = rowMajor(transposedKernel, 0, at.inputs);
      addProduct(all, at.inputs, width, dGates, kernel, rowMajor(dx, 0, at.inputs));
    }
  }

  /** dh, dc (rows, U) after step t and gate values -> gradients of the gates' sums in place, dc before step t. */
  private activateBackward(t: number, rows: number, upstream?: Float64Array): void {
    const { hidden, gates, c, tanhC, dh, dc } = this;
    for (let row = 0; row < rows; row++) {
      let gate = (t * rows + row) * 4 * hidden;
      let unit = row * hidden;
      let state = t * rows * hidden + unit;
      for (const end = unit + hidden; unit < end; unit++, state++, gate++) {
        const i = gates[gate];
        const f = gates[gate + hidden];
        const g = gates[gate + 2 * hidden];
        const o = gates[gate + 3 * hidden];
        const squashed = tanhC[state];
        const dState = upstream ? dh[unit] + upstream[state] : dh[unit];
        const dCell = dc[unit] + dState * o * (1 - squashed * squashed);
        gates[gate] = dCell * g * i * (1 - i);
        gates[gate + hidden] = dCell * c[state] * f * (1 - f);
        gates[gate + 2 * hidden] = dCell * i * (1 - g * g);
        gates[gate + 3 * hidden] = dState * squashed * o * (1 - o);
        dc[unit] = dCell * f;
      }
    }
  }
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
