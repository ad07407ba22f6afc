import { type Random } from '../../../src/engine/model/random';

/** Lowest and highest. */
export type Range = readonly [number, number];

export function uniform(random: Random, [low, high]: Range): number {
  return low + (high - low) * random();
}

/** Evenly spread over the orders of magnitude; both ends positive. */
export function logUniform(random: Random, [low, high]: Range): number {
  return low * (high / low) ** random();
}

/** A whole number, both ends included. */
export function integer(random: Random, [low, high]: Range): number {
  return low + Math.floor((high - low + 1) * random());
}

export function chance(random: Random, probability: number): boolean {
  return random() < probability;
}

/** One of several, each with its own weight. */
export function pick<T>(random: Random, items: readonly T[], weight: (item: T) => number = () => 1): T {
  let left = random() * items.reduce((sum, item) => sum + weight(item), 0);
  return items.find((item) => (left -= weight(item)) < 0) ?? items[items.length - 1];
}

/** Times of a Poisson process of `rate` events a day over `days` days, in days. */
export function arrivals(random: Random, rate: number, days: number): number[] {
  const times: number[] = [];
  for (let time = 0; ; times.push(time)) {
    time -= Math.log(1 - random()) / rate;
    if (!(time < days)) {
      return times;
    }
  }
}
