/**
 * Share of a value that lies between two quantiles: 1 between them, 0 outside, and in part where quantiles have the value
 * itself. Those hold the probability of that very value, from half way to the quantile before them to half way to the one
 * after, and as much of it counts as lies between the two. A band with an edge at 0 holds every 0, and more than its share of a series that
 * is mostly 0; counted like this an exact forecast has its share on such series too (the randomised probability integral
 * transform of Czado, Gneiting and Held, 2009, in its mean).
 * @param edges (quantiles) rising
 * @param quantiles rising, in (0, 1)
 * @param tail one of them, below 0.5: shares count from there to 1 - tail
 */
export function shareInside(
  value: number,
  edges: readonly number[],
  quantiles: readonly number[],
  tail: number
): number {
  const first = edges.findIndex((edge) => edge >= value);
  const lower = quantiles.indexOf(tail);
  const upper = quantiles.length - 1 - lower;
  if (first < 0 || edges[first] > value) {
    return first > lower && first <= upper ? 1 : 0;
  }
  const last = edges.lastIndexOf(value);
  const between = (k: number) => (quantiles[k] + quantiles[k + 1]) / 2;
  const from = first === 0 ? 0 : between(first - 1);
  const to = last === edges.length - 1 ? 1 : between(last);
  return Math.max(0, Math.min(to, 1 - tail) - Math.max(from, tail)) / (to - from);
}
