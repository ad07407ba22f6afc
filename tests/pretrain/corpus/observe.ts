import { normal, type Random } from '../../../src/engine/model/random';
import { logUniform, uniform } from './draws';

/** How a latent value becomes what a metric shows. */
type Observation = (random: Random, latent: Float64Array) => Float64Array;

export const observations = {
  plain: (_, latent) => latent,

  /** multiplies where it added: traffic, sizes */
  exponential: (random, latent) => {
    const strength = uniform(random, [0.2, 0.8]);
    return latent.map((x) => Math.exp(strength * Math.min(x, 8)));
  },

  /** cannot fall below a floor, which it often touches: queues, errors */
  floor: (random, latent) => {
    const floor = uniform(random, [-1.5, 0.5]);
    return latent.map((x) => Math.max(x, floor));
  },

  /** a share of a capacity: utilisation */
  share: (random, latent) => {
    const shift = uniform(random, [-2.5, 1.5]);
    const strength = uniform(random, [0.3, 1]);
    return latent.map((x) => 1 / (1 + Math.exp(-shift - strength * x)));
  },

  /** whole numbers: threads, connections */
  rounded: (random, latent) => {
    const unit = logUniform(random, [0.05, 0.8]);
    return latent.map((x) => Math.round(x / unit) * unit);
  },

  /** events counted in each step */
  count: (random, latent) => {
    const rate = logUniform(random, [0.5, 200]);
    const strength = uniform(random, [0.2, 0.7]);
    return latent.map((x) => poisson(random, rate * Math.exp(strength * Math.min(x, 6))));
  },

  /** an average over several steps, as of a slow exporter or a rate over a long range */
  smooth: (random, latent) => {
    const keep = uniform(random, [0.3, 0.85]);
    let state = latent[0];
    return latent.map((x) => (state = keep * state + (1 - keep) * x));
  },
} satisfies Record<string, Observation>;

export type ObservationKind = keyof typeof observations;

/** Knuth's product for small means, a rounded normal number for large ones. */
function poisson(random: Random, mean: number): number {
  if (mean > 30) {
    return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random)));
  }
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) {
    count++;
  }
  return count;
}
