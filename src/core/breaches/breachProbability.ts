import type { Bounds } from '../bands';
import { clamp } from '../math';

/**
 * Past errors laid on the present forecast: one path for each past forecast of which all outcomes are known, its errors
 * in units of their expected size, stretched to the size expected now. Errors of neighbouring lead times stay together,
 * so that the paths cross a threshold as often, and as early, as the series does.
 */
export interface PathEnsemble {
  /** (paths, H) row-major, in the unit of the series */
  paths: Float64Array;
  /** (paths) */
  weights: Float64Array;
  horizon: number;
  /** the same without what comes on dates; absent where nothing is due */
  usual?: {
    /** (paths, H) row-major */
    paths: Float64Array;
    /** (N) the history, from the same row as the series to the last known one */
    values: Float64Array;
  };
}

/** The paths within the bounds: no threshold beyond one is ever crossed. */
export function boundPaths({ usual, ...ensemble }: PathEnsemble, { lower, upper }: Bounds): PathEnsemble {
  const bound = (paths: Float64Array) => paths.map((value) => clamp(value, lower, upper));
  return {
    ...ensemble,
    paths: bound(ensemble.paths),
    ...(usual && { usual: { ...usual, paths: bound(usual.paths) } }),
  };
}

export interface BreachChance {
  threshold: number;
  direction: 'above' | 'below';
  /** of crossing within the horizon, 0..1; NaN without paths */
  probability: number;
  /** lead times (steps, from 1) between which the first crossing lies with 80 % if there is one, and its median; NaN if no path crosses */
  earliest: number;
  median: number;
  latest: number;
}

const EARLY = 0.1;
const LATE = 0.9;

/**
 * The chance of crossing each threshold, and when. From a value below it upwards, from one at or above it downwards;
 * as in Grafana, a value on a threshold has reached it.
 * @param last the last known value
 */
export function breachChances(ensemble: PathEnsemble, last: number, thresholds: readonly number[]): BreachChance[] {
  return thresholds.filter(Number.isFinite).map((threshold) => {
    const direction = last >= threshold ? 'below' : 'above';
    const leads = firstCrossings(ensemble, threshold, direction);
    const first = [...ensemble.weights]
      .map((weight, w) => ({ lead: leads[w], weight }))
      .filter(({ lead }) => lead > 0)
      .sort((a, b) => a.lead - b.lead);
    const total = ensemble.weights.reduce((sum, weight) => sum + weight, 0);
    const crossing = first.reduce((sum, { weight }) => sum + weight, 0);
    const quantile = (q: number) => {
      let below = 0;
      return first.find(({ weight }) => (below += weight) >= q * crossing)?.lead ?? NaN;
    };
    return {
      threshold,
      direction,
      probability: crossing / total,
      earliest: quantile(EARLY),
      median: quantile(0.5),
      latest: quantile(LATE),
    };
  });
}

/** (paths) lead time of the first crossing of each, steps from 1; NaN where it does not cross. */
export function firstCrossings(
  { paths, weights, horizon }: PathEnsemble,
  threshold: number,
  direction: BreachChance['direction']
): Float64Array {
  return weights.map((_, w) => {
    const path = paths.subarray(w * horizon, (w + 1) * horizon);
    const first = path.findIndex((value) => (direction === 'above' ? value >= threshold : value < threshold));
    return first < 0 ? NaN : first + 1;
  });
}
