import { add, div, maximum, mul, sqrt, square, sub, sum, type Tensor1D } from '@tensorflow/tfjs-core';
import { ADAM, type NetworkOptions, stepRates } from '../model';

/** The optimiser's state: parameters and Adam's moments, (P) each. */
// A type and not an interface, so that `tidy` accepts it as a container of tensors.
export type Optimised = {
  weights: Tensor1D;
  m: Tensor1D;
  v: Tensor1D;
};

/** The t-th step of clipping and Adam with decay, as in `adam.ts`; expects to run inside `tidy`. */
export function adamStep(
  { weights, m, v }: Optimised,
  gradient: Tensor1D,
  t: number,
  options: NetworkOptions
): Optimised {
  const { clipNorm } = options;
  const { rate, keep } = stepRates(options, t);
  const norm = sqrt(sum(square(gradient)));
  const clipped = mul(gradient, div(clipNorm, maximum(norm, clipNorm)));
  const nextM: Tensor1D = add(m, mul(1 - ADAM.beta1, sub(clipped, m)));
  const nextV: Tensor1D = add(v, mul(1 - ADAM.beta2, sub(square(clipped), v)));
  const move = div(mul(rate, nextM), add(sqrt(nextV), ADAM.epsilon));
  return { weights: sub(mul(keep, weights), move), m: nextM, v: nextV };
}
