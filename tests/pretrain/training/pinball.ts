import { NET_QUANTILES } from '../../../src/core/networks';

/**
 * Mean quantile loss (Koenker and Bassett, 1978): for a quantile q and an error e = actual - forecast, max(q e, (q - 1) e).
 * Sums it over `leads` rows of forecasts and writes its slope, times `scale`, in their place; unknown targets count 0.
 *
 * @param forecasts row `i` starts at `from + i * stride`
 * @param targets the actuals stand at `at..at + leads`
 */
export function pinball(
  forecasts: Float32Array,
  from: number,
  stride: number,
  targets: Float32Array,
  at: number,
  leads: number,
  scale: number
): number {
  let sum = 0;
  for (let lead = 0; lead < leads; lead++) {
    const target = targets[at + lead];
    const row = from + lead * stride;
    for (let i = 0; i < NET_QUANTILES.length; i++) {
      const q = NET_QUANTILES[i];
      const error = target - forecasts[row + i];
      // NaN fails both comparisons.
      sum += error > 0 ? q * error : error < 0 ? (q - 1) * error : 0;
      forecasts[row + i] = error > 0 ? -q * scale : error < 0 ? (1 - q) * scale : 0;
    }
  }
  return sum;
}

export function countTargets(targets: Float32Array, from: number, to: number): number {
  let known = 0;
  for (let i = from; i < to; i++) {
    known += Number.isNaN(targets[i]) ? 0 : 1;
  }
  return known;
}
