import { type BreachChance, type PathEnsemble, firstCrossings } from './breachProbability';
import { calibratedChance } from './calibratedChance';
import { pastCrossings } from './pastCrossings';

interface Now {
  /** (N) the history */
  values: Float64Array;
  /** last known one */
  row: number;
  /** steps */
  day: number;
  /** steps */
  hour: number;
}

/**
 * The chance of a crossing, calibrated by the days before. Where something is due they are asked about the usual course
 * alone, and what is due adds to that or takes away, by the law of total probability: it lets a share of the paths cross that
 * cross on their usual course, and a share of the others. Where it is what has the value on its side of the threshold, or
 * no days are known, the paths speak alone.
 */
export function chanceToCross(
  { threshold, direction, probability }: Pick<BreachChance, 'threshold' | 'direction' | 'probability'>,
  ensemble: PathEnsemble,
  now: Now
): number {
  const { usual = { ...now, paths: ensemble.paths }, horizon, weights } = ensemble;
  const { values } = usual;
  const isHere = direction === 'above' ? values[now.row] < threshold : values[now.row] >= threshold;
  const earlier = isHere ? pastCrossings({ ...now, values, threshold, direction, horizon }) : undefined;
  if (earlier === undefined) {
    return probability;
  }
  const crosses = firstCrossings(ensemble, threshold, direction);
  const onUsual = firstCrossings({ ...ensemble, paths: usual.paths }, threshold, direction);
  const sum = (counts: (w: number) => boolean) =>
    weights.reduce((total, weight, w) => total + (counts(w) ? weight : 0), 0);
  const all = sum(() => true);
  const would = sum((w) => onUsual[w] > 0);
  const chance = calibratedChance(would / all, earlier);
  const still = sum((w) => onUsual[w] > 0 && crosses[w] > 0) / would || 0;
  const also = sum((w) => !(onUsual[w] > 0) && crosses[w] > 0) / (all - would) || 0;
  return chance * still + (1 - chance) * also;
}
