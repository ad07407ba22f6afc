import { normal, type Random } from '../../../../src/engine/model/random';

export const between = (random: Random, low: number, high: number) => low + (high - low) * random();

/** Around 1, as skewed as latencies are; `spread` is of its logarithm. */
export const lognormal = (random: Random, spread: number) => Math.exp(spread * normal(random));

/** A count of so many on average. */
export function poisson(random: Random, mean: number): number {
  if (mean > 30) {
    return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random)));
  }
  let count = 0;
  for (let left = random(); left > Math.exp(-mean); left *= random()) {
    count++;
  }
  return count;
}
