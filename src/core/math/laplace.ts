import { solveSymmetric } from './linear';
import { clamp } from './numbers';

/** Sizes of errors and all that their expected size depends on. */
export interface LaplaceRows {
  /** (rows, features) row-major; the first feature is 1 */
  features: Float64Array;
  /** (rows) >= 0 */
  sizes: Float64Array;
  /** (rows) */
  weights: Float64Array;
}

const PENALTY = 0.02;
const ITERATIONS = 12;
/** Errors of more times their expected size count as this. */
const OUTLIER = 8;
/** Newton's method stops at steps below this. */
const ENOUGH = 1e-3;

/**
 * (features) the powers p that maximise the weighted likelihood of errors with a Laplace distribution of scale
 * exp(p . x): Newton's method on sum(weight (log s + |e| / s)). Far outliers are held, all powers but the first are
 * pulled towards 0.
 */
export function fitLaplace({ features: x, sizes, weights }: LaplaceRows, features: number): Float64Array {
  const powers = new Float64Array(features);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  for (let i = 0; i < ITERATIONS && total > 0; i++) {
    const hessian = new Float64Array(features * features);
    const gradient = new Float64Array(features);
    for (let row = 0, from = 0; row < sizes.length; row++, from += features) {
      let power = 0;
      for (let k = 0; k < features; k++) {
        power += powers[k] * x[from + k];
      }
      const ratio = Math.min(sizes[row] / Math.exp(power), OUTLIER);
      const weight = weights[row] / total;
      for (let k = 0; k < features; k++) {
        gradient[k] += weight * (ratio - 1) * x[from + k];
        for (let j = 0; j < features; j++) {
          hessian[k * features + j] += weight * Math.max(ratio, 0.5) * x[from + k] * x[from + j];
        }
      }
    }
    for (let k = 0; k < features; k++) {
      hessian[k * features + k] += k > 0 ? PENALTY : 1e-6;
      gradient[k] -= k > 0 ? PENALTY * powers[k] : 0;
    }
    const step = solveSymmetric(hessian, gradient) ?? new Float64Array(features);
    step.forEach((change, k) => (powers[k] += clamp(change, -1, 1)));
    if (step.every((change) => Math.abs(change) < ENOUGH)) {
      break;
    }
  }
  return powers;
}
