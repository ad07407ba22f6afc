import { ADAM, adamRate, clipFactor } from '../model';

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, 2019): the form of `adam.ts`, and every step first shrinks
 * the weights by `rate * decay`.
 */
export class AdamW {
  private readonly m: Float32Array;
  private readonly v: Float32Array;
  private t = 0;

  constructor(
    count: number,
    private readonly decay: number,
    private readonly clipNorm: number
  ) {
    this.m = new Float32Array(count);
    this.v = new Float32Array(count);
  }

  /** One step: moves the weights (P) in place along the gradient (P), clipped to the global norm. */
  step(weights: Float32Array, gradient: Float32Array, learningRate: number): void {
    const { m, v } = this;
    const { beta1, beta2, epsilon } = ADAM;
    const clip = clipFactor(norm(gradient), this.clipNorm);
    const rate = adamRate(learningRate, ++this.t);
    const keep = 1 - learningRate * this.decay;
    for (let i = 0; i < weights.length; i++) {
      const g = clip * gradient[i];
      m[i] += (1 - beta1) * (g - m[i]);
      v[i] += (1 - beta2) * (g * g - v[i]);
      weights[i] = keep * weights[i] - (rate * m[i]) / (Math.sqrt(v[i]) + epsilon);
    }
  }
}

/** Rises over the first steps, then falls along half a cosine to 0; a factor for the rate of step `t`, from 0. */
export function cosineSchedule(t: number, steps: number, warmUp: number): number {
  return t < warmUp ? (t + 1) / warmUp : 0.5 * (1 + Math.cos((Math.PI * (t - warmUp)) / Math.max(1, steps - warmUp)));
}

function norm(gradient: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < gradient.length; i++) {
    sum += gradient[i] * gradient[i];
  }
  return Math.sqrt(sum);
}
