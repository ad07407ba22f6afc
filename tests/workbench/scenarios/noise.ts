/**
 * Noise with random access: the value at an index depends on the seed and the index alone, so that every process
 * (back-fill, live exporter, embedded server, test) computes the same series without sharing state.
 */

/** Uniform in [0, 1): a 32-bit integer hash (multiply, xor-shift rounds) of seed and index. */
export function uniform(seed: number, index: number): number {
  let hash = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(index | 0, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad);
  hash = Math.imul(hash ^ (hash >>> 15), 0x735a2d97);
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32;
}

/** Standard normal: Box-Muller over two hashes. */
export function gaussian(seed: number, index: number): number {
  const radius = Math.sqrt(-2 * Math.log(1 - uniform(seed, 2 * index)));
  return radius * Math.cos(2 * Math.PI * uniform(seed, 2 * index + 1));
}

/**
 * Autocorrelated noise of mean 0 and variance 1: normal values every `scale` minutes, joined by a cosine blend that
 * keeps the variance (a plain blend would halve it between the nodes).
 */
export function drift(seed: number, minute: number, scale: number): number {
  const node = Math.floor(minute / scale);
  const angle = ((minute / scale - node) * Math.PI) / 2;
  return gaussian(seed, node) * Math.cos(angle) + gaussian(seed, node + 1) * Math.sin(angle);
}

/** What a busy machine's metric looks like: a slow part, a faster part and a little from sample to sample; variance 1. */
export function machineNoise(seed: number, minute: number): number {
  return (
    0.6 * drift(seed, minute, 180) + 0.6 * drift(seed + 1, minute, 40) + Math.sqrt(0.28) * gaussian(seed + 2, minute)
  );
}
