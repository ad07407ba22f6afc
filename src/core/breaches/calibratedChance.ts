import type { PastCrossings } from './pastCrossings';

/** Weights of the log odds: 1, by the paths, by the level, by the change. */
type Weights = readonly [number, number, number, number];

/**
 * Learned by `npm run evaluate -- chances` on the families that docs/accuracy/chances.md names, and what they are worth on
 * families left out stands there.
 */
const WEIGHTS: Readonly<Record<PastCrossings['kind'], Weights>> = {
  usual: [-0.032, 0.517, 0.416, 0.321],
  tied: [-0.193, 0.28, 1.1, 0.462],
  new: [-0.248, 0.181, 0, 1.165],
};
/** Of the weighed log odds: 1, as they are, below -`KNOT`, above `KNOT`. Chances near a half were too far from it. */
const AGAIN: Weights = [-0.059, 0.84, 0.182, 0.338];
const KNOT = 1;
/** No chance is surer than this before it is weighed. */
const SUREST = 0.99;

/** Of so few paths that cross no time of crossing can be told: then a crossing is possible, and no more. */
const FEW_PATHS = 0.05;
const POSSIBLE = 0.5;

/** @param byPaths share of the paths that cross; where none does, nothing is said */
export function calibratedChance(byPaths: number, { byLevel, byChange, kind }: PastCrossings): number {
  const odds = [1, ...[byPaths, byLevel, byChange].map(logOdds)];
  const sum = weigh(AGAIN, bent(weigh(WEIGHTS[kind], odds)));
  return heldByPaths(1 / (1 + Math.exp(-sum)), byPaths);
}

const weigh = (weights: Weights, odds: readonly number[]) => odds.reduce((sum, one, i) => sum + weights[i] * one, 0);

/** A line with a knot on either side: 1, the log odds, and what is beyond the knots. */
export const bent = (odds: number) => [1, odds, Math.min(0, odds + KNOT), Math.max(0, odds - KNOT)];

/** A chance as far as the paths bear it. */
export function heldByPaths(chance: number, byPaths: number): number {
  return byPaths === 0 ? 0 : byPaths < FEW_PATHS ? Math.min(POSSIBLE, chance) : chance;
}

/** Log of the odds of a chance that is held within what is believed. */
export function logOdds(chance: number): number {
  const held = Math.min(SUREST, Math.max(1 - SUREST, chance));
  return Math.log(held / (1 - held));
}
