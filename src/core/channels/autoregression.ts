import { clamp } from '../math';
import type { ChannelInput, ChannelOutput } from './channel';

const LAGS = 12;
const SIZE = LAGS + 1;
/** Weight of a row against the next one: a month at five minutes halves it. */
const FORGETTING = 0.9999;
const GAP = 3.5;
/** Errors beyond this teach no more than this: one outlier must not bend the model. */
const MAX_LESSON = 3;
/** Without excitement the inverse covariance grows by 1/.9999 a row for ever; from this trace on it stands still. */
const MAX_TRACE = 1e7;

/**
 * The value that the last 12 lead to: a linear forecast of one step, fitted anew at each row by recursive least squares
 * (Haykin, Adaptive Filter Theory, chapter 9), from "the same as last time" on. In the place of a masked value the later
 * rows see what was expected there. The first value after a gap is what it is: nothing led to it.
 *
 * @param forgetting lambda, the weight of a row against the next
 * @param gap steps from one value to the next from which there is a gap between them
 */
export function autoregression(
  { z, times, step, mask }: ChannelInput,
  forgetting = FORGETTING,
  gap = GAP
): ChannelOutput {
  const expected = z.slice();
  const errors = new Float64Array(z.length);
  const weights = new Float64Array(SIZE);
  weights[0] = 1;
  const inverse = new Float64Array(SIZE * SIZE);
  for (let j = 0; j < SIZE; j++) {
    inverse[j * SIZE + j] = 1;
  }
  // The last values, newest first, then 1 for the intercept; 0, the center, where there is none yet.
  const x = new Float64Array(SIZE);
  x[LAGS] = 1;
  for (let t = 1; t < z.length; t++) {
    if (times[t] - times[t - 1] > gap * step * 1000) {
      x.fill(z[t], 0, LAGS);
      continue;
    }
    x.copyWithin(1, 0, LAGS - 1);
    x[0] = mask[t - 1] === 0 ? z[t - 1] : expected[t - 1];
    expected[t] = weights.reduce((sum, weight, j) => sum + weight * x[j], 0);
    errors[t] = Math.abs(z[t] - expected[t]);
    if (mask[t] === 0) {
      learn(weights, inverse, x, clamp(z[t] - expected[t], -MAX_LESSON, MAX_LESSON), forgetting);
    }
  }
  return { expected, errors };
}

/** One row of recursive least squares: w += P x / (lambda + x'P x) e, P = (P - k x'P) / lambda. */
function learn(weights: Float64Array, inverse: Float64Array, x: Float64Array, error: number, lambda: number): void {
  const px = new Float64Array(SIZE);
  let power = lambda;
  let trace = 0;
  for (let i = 0; i < SIZE; i++) {
    let sum = 0;
    for (let j = 0; j < SIZE; j++) {
      sum += inverse[i * SIZE + j] * x[j];
    }
    px[i] = sum;
    power += x[i] * sum;
    trace += inverse[i * SIZE + i];
  }
  const forgetting = trace < MAX_TRACE ? lambda : 1;
  for (let i = 0; i < SIZE; i++) {
    const gain = px[i] / power;
    weights[i] += gain * error;
    for (let j = 0; j < SIZE; j++) {
      inverse[i * SIZE + j] = (inverse[i * SIZE + j] - gain * px[j]) / forgetting;
    }
  }
}
