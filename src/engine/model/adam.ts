/**
 * Adam (Kingma and Ba, 2015) in Keras' form, with the correction of both biases folded into the rate:
 *
 *   m = b1 m + (1 - b1) g,  v = b2 v + (1 - b2) g^2,  w -= a_t m / (sqrt(v) + epsilon)
 *   a_t = learningRate sqrt(1 - b2^t) / (1 - b1^t),  t = 1, 2, ...
 *
 * so epsilon is the paper's "epsilon hat". All engines use these constants and this form.
 *
 * With weight decay, decoupled from the gradient (Loshchilov and Hutter, 2019), every weight first shrinks:
 * w -= learningRate_t weightDecay w. With `cosineSteps` S the learning rate falls along half a cosine (Loshchilov and
 * Hutter, 2017): learningRate_t = learningRate (1 + cos(pi (t - 1) / S)) / 2 for t <= S, and 0 from there on.
 */
import type { NetworkOptions } from './engine';

export const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const;

/** a_t of the t-th step, t from 1. */
export function adamRate(learningRate: number, t: number): number {
  return (learningRate * Math.sqrt(1 - ADAM.beta2 ** t)) / (1 - ADAM.beta1 ** t);
}

type Rates = Pick<NetworkOptions, 'learningRate' | 'weightDecay' | 'cosineSteps'>;

/** The factors of the t-th step, t from 1: a_t, and the factor that shrinks every weight before it. */
export function stepRates(options: Rates, t: number): { rate: number; keep: number } {
  const { weightDecay = 0 } = options;
  const learningRate = learningRateAt(options, t);
  return { rate: adamRate(learningRate, t), keep: 1 - learningRate * weightDecay };
}

function learningRateAt({ learningRate, cosineSteps }: Rates, t: number): number {
  return cosineSteps === undefined
    ? learningRate
    : (learningRate * (1 + Math.cos(Math.PI * Math.min(1, (t - 1) / cosineSteps)))) / 2;
}

/** Factor that brings a gradient of this norm to at most `clipNorm`. */
export function clipFactor(norm: number, clipNorm: number): number {
  return norm > clipNorm ? clipNorm / norm : 1;
}

/** The optimiser's state for P parameters. */
export class Adam {
  private readonly m: Float64Array;
  private readonly v: Float64Array;
  private t = 0;

  constructor(
    count: number,
    private readonly options: Rates & Pick<NetworkOptions, 'clipNorm'>
  ) {
    this.m = new Float64Array(count);
    this.v = new Float64Array(count);
  }

  /** One step: clips the gradient (P) and moves the weights (P) in place. */
  step(weights: Float64Array, gradient: Float64Array): void {
    const { m, v } = this;
    const { beta1, beta2, epsilon } = ADAM;
    const clip = clipFactor(globalNorm(gradient), this.options.clipNorm);
    const { rate, keep } = stepRates(this.options, ++this.t);
    for (let i = 0; i < weights.length; i++) {
      const g = clip * gradient[i];
      m[i] += (1 - beta1) * (g - m[i]);
      v[i] += (1 - beta2) * (g * g - v[i]);
      weights[i] = keep * weights[i] - (rate * m[i]) / (Math.sqrt(v[i]) + epsilon);
    }
  }

  /** Steps made so far. */
  get steps(): number {
    return this.t;
  }

  /** Back to the first step. */
  reset(): void {
    this.m.fill(0);
    this.v.fill(0);
    this.t = 0;
  }
}

function globalNorm(gradient: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < gradient.length; i++) {
    sum += gradient[i] * gradient[i];
  }
  return Math.sqrt(sum);
}
