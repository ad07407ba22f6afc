import { createHash } from 'node:crypto';

export function hashOf(...parts: string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}

/**
 * A seeded sample without replacement: of each item a hash is drawn from its name, and the least are taken. A larger
 * sample holds the smaller one of the same seed, and a change elsewhere in the list changes nothing for the others.
 */
export function sampleOf<T>(items: readonly T[], nameOf: (item: T) => string, count: number, seed: number): T[] {
  return items
    .map((item) => ({ item, rank: hashOf(String(seed), nameOf(item)) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .slice(0, count)
    .map(({ item }) => item);
}

/**
 * 95 % interval of a share of which `hits` of `count` sampled were seen (E. B. Wilson, 1927), narrowed by the share of
 * the population that was sampled (finite population correction on the count): exact where all were.
 */
export function intervalOf(hits: number, count: number, population = Infinity): [number, number] {
  if (count === 0) {
    return [0, 1];
  }
  const share = hits / count;
  if (count >= population) {
    return [share, share];
  }
  const n = count * (population === Infinity ? 1 : (population - 1) / (population - count));
  const z = 1.96;
  const center = (share + z ** 2 / (2 * n)) / (1 + z ** 2 / n);
  const half = (z / (1 + z ** 2 / n)) * Math.sqrt((share * (1 - share)) / n + z ** 2 / (4 * n ** 2));
  return [center - half, center + half];
}
