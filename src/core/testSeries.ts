import type { Series } from './series';

/** Series for tests: seeded, at half hours, from Thursday 2026-10-01 0:00 UTC. */
export const START = Date.UTC(2026, 9, 1);
export const STEP = 1800;
export const DAY = 48;

/** Standard normal numbers from a seed (mulberry32 and Box-Muller). */
export function createNoise(seed: number): () => number {
  let state = seed >>> 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let hash = Math.imul(state ^ (state >>> 15), state | 1);
    hash ^= hash + Math.imul(hash ^ (hash >>> 7), hash | 61);
    return ((hash ^ (hash >>> 14)) >>> 0) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

export function makeSeries(length: number, value: (index: number) => number): Series {
  return { start: START, step: STEP, values: Float64Array.from({ length }, (_, i) => value(i)) };
}

/** A day of 50 +- 20 with noise of standard deviation `sd`. */
export function makeDaily(days = 30, sd = 2, seed = 1): Series {
  const noise = createNoise(seed);
  return makeSeries(days * DAY, (i) => 50 + 20 * Math.sin((2 * Math.PI * i) / DAY) + sd * noise());
}

/** A copy with some values changed. */
export function change(series: Series, edit: (value: number, index: number) => number): Series {
  return { ...series, values: series.values.map(edit) };
}
