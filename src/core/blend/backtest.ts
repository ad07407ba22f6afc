import type { Block } from '../bands';
import type { History } from '../history';
import type { MemberName } from '../members';
import { blend, fitWeights } from './blend';
import type { Hindcasts } from './hindcasts';
import { measureErrors } from './pairs';

/** Mean absolute errors on the last fifth of the history, in the unit of the series; NaN where nothing is known. */
export interface Backtest {
  /** of the blend, with weights of what came before */
  blend: number;
  members: ReadonlyArray<{ name: MemberName; mae: number }>;
}

const SHARE = 0.2;

/**
 * Holds the blend and its members against the outcomes of the last fifth of the rows `first..end`.
 * @param day steps
 */
export function backtestBlend(
  hindcasts: Hindcasts,
  { z, unit }: History,
  blocks: readonly Block[],
  day: number,
  first: number,
  end: number
): Backtest {
  const cut = Math.floor(end - SHARE * (end - first)) - 1;
  const blended = blend(hindcasts, blocks, fitWeights(hindcasts, z, blocks, cut, day));
  const maeOf = (points: Float64Array) => unit * measureErrors({ ...hindcasts, points }, z, { from: cut, to: end }).mae;
  return {
    blend: maeOf(blended.points),
    members: hindcasts.members.map(({ name, points }) => ({ name, mae: maeOf(points) })),
  };
}
