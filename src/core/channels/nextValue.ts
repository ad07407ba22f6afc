import { clamp } from '../math';

/** Values that the next one is told by. */
export const LAGS = 12;
const SIZE = LAGS + 1;
/** Errors beyond this teach no more than this: one outlier must not bend the model. */
const MAX_LESSON = 3;
/** Without excitement the inverse covariance grows by 1/.9999 a row for ever; from this trace on it stands still. */
const MAX_TRACE = 1e7;

/** A linear forecast of the next value from the last twelve, fitted anew with each of them. */
export interface NextValue {
  /** what the values so far lead to */
  expected(): number;
  /**
   * a value that followed, standardised; the very first teaches nothing. In the place of a bad one, later ones see what
   * was expected there.
   */
  push(value: number, isBad?: boolean): void;
  /** the first value after a gap: nothing led to it */
  restart(value: number): void;
}

/**
 * Recursive least squares (Haykin, Adaptive Filter Theory, chapter 9), from "the same as last time" on: a value costs a
 * constant number of operations.
 * @param forgetting lambda, the weight of a value against the next
 */
export function createNextValue(forgetting: number): NextValue {
  const weights = new Float64Array(SIZE);
  weights[0] = 1;
  const inverse = new Float64Array(SIZE * SIZE);
  for (let j = 0; j < SIZE; j++) {
    inverse[j * SIZE + j] = 1;
  }
  // The last values, newest first, then 1 for the intercept; 0, the center, where there is none yet.
  const x = new Float64Array(SIZE);
  x[LAGS] = 1;
  const px = new Float64Array(SIZE);
  let isFirst = true;
  const expected = () => {
    let sum = 0;
    for (let j = 0; j < SIZE; j++) {
      sum += weights[j] * x[j];
    }
    return sum;
  };
  return {
    expected,
    push(value, isBad = false) {
      const guess = isFirst ? value : expected();
      if (!isBad && !isFirst) {
        learn(weights, inverse, x, px, clamp(value - guess, -MAX_LESSON, MAX_LESSON), forgetting);
      }
      x.copyWithin(1, 0, LAGS - 1);
      x[0] = isBad ? guess : value;
      isFirst = false;
    },
    restart(value) {
      x.fill(value, 0, LAGS);
    },
  };
}

/** One row: w += P x / (lambda + x'P x) e, P = (P - k x'P) / lambda. @param px overwritten */
function learn(
  weights: Float64Array,
  inverse: Float64Array,
  x: Float64Array,
  px: Float64Array,
  error: number,
  lambda: number
): void {
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
