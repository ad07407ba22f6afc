import type { PastCrossings } from './pastCrossings';

/** Weights of the log odds: 1, by the paths, by the level, by the change. */
type Weights = readonly [number, number, number, number];

/**
 * Learned by `npm run evaluate -- chances` on the families that docs/accuracy/chances.md names, and what they are worth on
 * families left out stands there.
 */
const WEIGHTS: Readonly<Record<PastCrossings['kind'], Weights>> = {
  usual: [-0.121, 0.507, 0.476, 0.258],
  tied: [-0.228, 0.35, 1.186, 0.295],
  new: [0.031, 0.09, 0, 1.313],
};
/** No chance is surer than this before it is weighed. */
const SUREST = 0.99;

/** Of so few paths that cross no time of crossing can be told: then a crossing is possible, and no more. */
const FEW_PATHS = 0.05;
const POSSIBLE = 0.5;

/** @param byPaths share of the paths that cross; where none does, nothing is said */
export function calibratedChance(byPaths: number, { byLevel, byChange, kind }: PastCrossings): number {
  const odds = [1, ...[byPaths, byLevel, byChange].map(logOdds)];
  const sum = odds.reduce((total, one, i) => total + WEIGHTS[kind][i] * one, 0);
  return heldByPaths(1 / (1 + Math.exp(-sum)), byPaths);
}

/** A chance as far as the paths bear it. */
export function heldByPaths(chance: number, byPaths: number): number {
  return byPaths === 0 ? 0 : byPaths < FEW_PATHS ? Math.min(POSSIBLE, chance) : chance;
}

/** Log of the odds of a chance that is held within what is believed. */
export function logOdds(chance: number): number {
  const held = Math.min(SUREST, Math.max(1 - SUREST, chance));
  return Math.log(held / (1 - held));
}
