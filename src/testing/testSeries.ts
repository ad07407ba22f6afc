import type { Series } from '../core/series/series';

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

/**
 * A CPU that follows the requests of `lead` steps before. Beside the time of day both have bursts, which nothing in the
 * CPU's own past foretells where `memory`, the share of a burst that is left a step later, is 0.
 */
export function makeFollower(
  days: number,
  lead: number,
  memory: number,
  seed: number
): { cpu: Series; requests: Series } {
  const noise = createNoise(seed);
  const length = days * DAY;
  let burst = 0;
  const bursts = Array.from(
    { length: length + lead },
    () => (burst = memory * burst + Math.sqrt(1 - memory ** 2) * noise())
  );
  const daily = (i: number) => Math.sin((2 * Math.PI * i) / DAY);
  return {
    cpu: makeSeries(length, (i) => 50 + 10 * daily(i) + 8 * bursts[i] + noise()),
    requests: makeSeries(length, (i) => 900 + 200 * daily(i) + 150 * bursts[i + lead]),
  };
}
