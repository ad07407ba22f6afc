import type { Block } from '../bands';
import type { History } from '../history';
import type { MemberName } from '../members';
import { countKnown } from '../series';
import { blend } from './blend';
import type { Hindcasts } from './hindcasts';
import { measureErrors } from './pairs';
import { fitWeights } from './shares';

/** Mean absolute errors on the last fifth of the history, in the unit of the series; NaN where nothing is known. */
export interface Backtest {
  /** of the blend, with weights of what came before */
  blend: number;
  members: ReadonlyArray<{ name: MemberName; mae: number }>;
}

const SHARE = 0.2;

/** The row from which a share of the known rows is left. */
function lastShareOf(z: Float64Array, first: number, end: number): number {
  let left = Math.ceil(SHARE * countKnown(z, first, end));
  let row = end;
  while (left > 0) {
    row--;
    left -= Number.isNaN(z[row]) ? 0 : 1;
  }
  return row;
}

/**
 * Holds the blend and its members against the outcomes of the last fifth of the known rows of `first..end`: a long gap
 * leaves more to judge by than the hours since.
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
  const cut = lastShareOf(z, first, end) - 1;
  const blended = blend(hindcasts, blocks, fitWeights(hindcasts, z, blocks, cut, day));
  const maeOf = (points: Float64Array) => unit * measureErrors({ ...hindcasts, points }, z, { from: cut, to: end }).mae;
  return {
    blend: maeOf(blended.points),
    members: hindcasts.members.map(({ name, points }) => ({ name, mae: maeOf(points) })),
  };
}
