import { normal, type Random } from '../../../src/engine/model/random';
import { chance, logUniform, uniform } from './draws';

/**
 * A stationary first-order autoregression of standard deviation 1 that forgets with a half-life of `memory` steps.
 * @param shock a number of mean 0 and variance 1
 */
export function makeMemory(length: number, memory: number, shock: () => number): Float64Array {
  const keep = 2 ** (-1 / memory);
  const fresh = Math.sqrt(1 - keep * keep);
  const values = new Float64Array(length);
  let state = shock();
  for (let t = 0; t < length; t++) {
    state = keep * state + fresh * shock();
    values[t] = state;
  }
  return values;
}

/** A random walk that has moved by about 1 after `day` steps. */
export function makeWalk(random: Random, length: number, day: number): Float64Array {
  let state = 0;
  return new Float64Array(length).map(() => (state += normal(random) / Math.sqrt(day)));
}

/**
 * What no one can foresee, with more or less memory: light or heavy tails, calm and restless times, more where the
 * season is high. (N) of standard deviation about 1.
 */
export function makeNoise(random: Random, season: Float64Array, day: number): Float64Array {
  const { length } = season;
  const heavy = chance(random, 0.4) ? uniform(random, [3, 8]) : Infinity;
  const shock = () => (heavy === Infinity ? normal(random) : student(random, heavy));
  const slow = makeMemory(length, logUniform(random, [day / 48, 2 * day]), shock);
  const slowShare = chance(random, 0.75) ? Math.sqrt(random()) : 0;
  const calm = chance(random, 0.4) ? uniform(random, [0.2, 0.7]) : 0;
  const volatility = makeMemory(length, logUniform(random, [day / 12, 3 * day]), () => normal(random));
  const withSeason = chance(random, 0.4) ? uniform(random, [0.1, 0.6]) : 0;
  return slow.map((value, t) => {
    const size = Math.exp(calm * volatility[t]) * Math.max(0.1, 1 + withSeason * season[t]);
    return size * (slowShare * value + Math.sqrt(1 - slowShare * slowShare) * shock());
  });
}

/** Student's t of `freedom` > 2 degrees, scaled to variance 1 (a normal over the root of a gamma). */
function student(random: Random, freedom: number): number {
  return normal(random) / Math.sqrt((2 * gamma(random, freedom / 2)) / freedom) / Math.sqrt(freedom / (freedom - 2));
}

/** Marsaglia and Tsang (2000), for shape >= 1. */
function gamma(random: Random, shape: number): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
      return d * v;
    }
  }
}
