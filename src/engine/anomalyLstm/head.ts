import { createRandom } from '../model';
import { LEADS, LINEAR, type StreamView } from './features';

/**
 * The network's forecast of each lead, from the state h of the LSTM and the linear inputs x of a row:
 *
 *   mu = w . h + s . x + b,   log sigma = v . h + c
 *
 * learned with a Student-t likelihood of 4 degrees of freedom, which a few incidents do not bend.
 */
export class Head {
  /** for each lead w (U), s (LINEAR), b, v (U), c */
  readonly weights: Float32Array;
  readonly gradient: Float32Array;
  private readonly size: number;

  constructor(
    private readonly hidden: number,
    seed: number
  ) {
    this.size = 2 * hidden + LINEAR + 2;
    this.weights = new Float32Array(LEADS.length * this.size);
    this.gradient = new Float32Array(this.weights.length);
    const random = createRandom(seed);
    LEADS.forEach((_, lead) => {
      const at = lead * this.size;
      for (let u = 0; u < hidden; u++) {
        this.weights[at + u] = (0.2 * (2 * random() - 1)) / Math.sqrt(hidden);
      }
      // Training starts from the last value.
      this.weights[at + hidden] = 1;
      this.weights[at + this.size - 1] = FIRST_LOG_SCALE;
    });
  }

  /** The forecast of a lead at a row. @param state (U) from `from` on */
  mean(lead: number, view: StreamView, row: number, state: ArrayLike<number>, from: number): number {
    const { hidden, weights } = this;
    const at = lead * this.size;
    let sum = weights[at + hidden + LINEAR];
    for (let u = 0; u < hidden; u++) {
      sum += weights[at + u] * state[from + u];
    }
    const x = view.linear[lead];
    for (let i = 0; i < LINEAR; i++) {
      sum += weights[at + hidden + i] * x[row * LINEAR + i];
    }
    return sum;
  }

  /**
   * Adds the gradient of one outcome's loss, times `scale`, to that of the weights and of the state.
   * @returns the loss, not scaled
   */
  learn(
    lead: number,
    view: StreamView,
    row: number,
    states: Float32Array,
    from: number,
    target: number,
    scale: number,
    dStates: Float32Array,
    dFrom: number
  ): number {
    const { hidden, weights, gradient } = this;
    const at = lead * this.size;
    const spreadAt = at + hidden + LINEAR + 1;
    let log = weights[spreadAt + hidden];
    for (let u = 0; u < hidden; u++) {
      log += weights[spreadAt + u] * states[from + u];
    }
    const error = target - this.mean(lead, view, row, states, from);
    const held = Math.min(MAX_LOG_SCALE, Math.max(-MAX_LOG_SCALE, log));
    const square = (error * error) / (FREEDOM * Math.exp(2 * held));
    const share = ((FREEDOM + 1) * square) / (1 + square);
    const dMean = error === 0 ? 0 : (-scale * share) / error;
    const dLog = held === log ? scale * (1 - share) : 0;
    for (let u = 0; u < hidden; u++) {
      gradient[at + u] += dMean * states[from + u];
      gradient[spreadAt + u] += dLog * states[from + u];
      dStates[dFrom + u] += dMean * weights[at + u] + dLog * weights[spreadAt + u];
    }
    const x = view.linear[lead];
    for (let i = 0; i < LINEAR; i++) {
      gradient[at + hidden + i] += dMean * x[row * LINEAR + i];
    }
    gradient[at + hidden + LINEAR] += dMean;
    gradient[spreadAt + hidden] += dLog;
    return held + ((FREEDOM + 1) / 2) * Math.log1p(square);
  }
}

const FREEDOM = 4;
const FIRST_LOG_SCALE = -1;
/** A scale is within e^6 of the unit. */
const MAX_LOG_SCALE = 6;
