import { FEATURES, type StreamView } from './features';
import { HIDDEN, type LstmWeights } from './trainer';

/** The LSTM as it goes along a stream, one row after the other, its state carried; equations in `lstm.ts`. */
export class AnomalyLstmState {
  /** (U) */
  readonly state = new Float64Array(HIDDEN);
  private readonly cell = new Float64Array(HIDDEN);
  private readonly gates = new Float64Array(4 * HIDDEN);

  /** Takes in a row. */
  advance({ inputs }: StreamView, row: number, { kernel, recurrent, bias }: LstmWeights): void {
    const { state, cell, gates } = this;
    gates.set(bias);
    for (let i = 0; i < FEATURES; i++) {
      addScaled(gates, kernel, i, inputs[row * FEATURES + i]);
    }
    for (let u = 0; u < HIDDEN; u++) {
      addScaled(gates, recurrent, u, state[u]);
    }
    for (let u = 0; u < HIDDEN; u++) {
      const candidate = Math.tanh(gates[2 * HIDDEN + u]);
      cell[u] = sigmoid(gates[HIDDEN + u]) * cell[u] + sigmoid(gates[u]) * candidate;
      state[u] = sigmoid(gates[3 * HIDDEN + u]) * Math.tanh(cell[u]);
    }
  }
}

/** sums (4U) += factor times row `k` of a matrix (.., 4U) */
function addScaled(sums: Float64Array, matrix: Float32Array, k: number, factor: number): void {
  for (let j = 0; j < sums.length; j++) {
    sums[j] += factor * matrix[k * sums.length + j];
  }
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
