import { breachChances, boundPaths, type PathEnsemble } from '../../../src/core/breaches/breachProbability';
import { pastCrossings, type PastCrossings } from '../../../src/core/breaches/pastCrossings';
import { boundedOptions } from '../../../src/core/fitted/boundedOptions';
import { quantileOfSorted, sortedKnown } from '../../../src/core/math/numbers';
import { defaultOptions } from '../../../src/core/options/optionValues';
import { boundsOf } from '../../../src/core/options/resolve';

/** One threshold at one origin: what was said of it, and what happened. */
export interface ChanceRecord extends PastCrossings {
  family: string;
  /** by name: what is drawn together for intervals */
  series: string;
  /** share of a day */
  ahead: number;
  byPaths: number;
  crossed: boolean;
}

/** What an operator would call high or low, by quantile of the history. */
const QUANTILES = [0.02, 0.1, 0.25, 0.75, 0.9, 0.98];
/** Beyond the highest or from the last value, in usual changes from day to day: where a series that moves goes. */
const BEYOND = [0, 0.3];
const AWAY = [-1, 1, 3];

/** @param values (N) of the history and what came @param origin number of known values */
export function recordChances(
  { family, name }: { family: string; name: string },
  ensemble: PathEnsemble,
  values: Float64Array,
  origin: number,
  day: number,
  horizon: number
): ChanceRecord[] {
  const history = values.subarray(0, origin);
  const last = values[origin - 1];
  const sorted = sortedKnown(history);
  const top = sorted[sorted.length - 1];
  const changes = sortedKnown(history.map((value, t) => Math.abs(value - (values[t - day] ?? NaN))));
  const usual = quantileOfSorted(changes, 0.5);
  const thresholds = [
    ...QUANTILES.map((q) => quantileOfSorted(sorted, q)),
    ...BEYOND.map((times) => 1.01 * top + times * usual),
    ...AWAY.map((times) => last + times * usual),
  ];
  const near = firstSteps(ensemble, horizon);
  const hour = Math.max(1, Math.round(day / 24));
  return [...new Set(thresholds)].flatMap((threshold) => {
    const bounds = boundsOf(boundedOptions(defaultOptions(), {}, { values: history }, [threshold]));
    return breachChances(boundPaths(near, bounds), last, [threshold]).flatMap(({ direction, probability }) => {
      const asked = { values, row: origin - 1, threshold, direction, horizon, day, hour };
      const past = pastCrossings(asked);
      const crosses = (value: number) => (direction === 'above' ? value >= threshold : value < threshold);
      const crossed = values.subarray(origin, origin + horizon).some(crosses);
      return past ? [{ family, series: name, ahead: horizon / day, byPaths: probability, crossed, ...past }] : [];
    });
  });
}

function firstSteps({ paths, weights, horizon }: PathEnsemble, steps: number): PathEnsemble {
  const near = new Float64Array(weights.length * steps);
  weights.forEach((_, w) => near.set(paths.subarray(w * horizon, w * horizon + steps), w * steps));
  return { paths: near, weights, horizon: steps };
}
