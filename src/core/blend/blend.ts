import type { Block } from '../bands';
import type { Hindcasts } from './hindcasts';
import type { BlendWeights } from './shares';

export interface Blended {
  origins: Int32Array;
  horizon: number;
  /** (W * H) weighted mean of the members */
  points: Float64Array;
  /** (W * H) weighted mean distance of the members from it */
  disagreement: Float64Array;
  /** (W * H) weighted mean of how far off the members expect to be; NaN where none says */
  expected: Float64Array;
  /** (W * H) error of the members that are known there over that of all; 1 everywhere if absent */
  handicap?: Float64Array;
}

/**
 * Weighted means of the members; the shares of those that are unknown go to the others, NaN where none is known.
 * @param errors of the members, where some of them are unknown at most origins
 */
export function blend(
  { origins, horizon, members }: Hindcasts,
  blocks: readonly Block[],
  weights: BlendWeights,
  errors?: readonly Float64Array[]
): Blended {
  const size = origins.length * horizon;
  const totals = new Float64Array(size);
  const points = new Float64Array(size);
  const disagreement = new Float64Array(size);
  // A call for each stretch of a block and not for each point: nothing is compiled yet when a first answer is blended.
  const forEachStretch = (visit: (known: Float64Array, share: number, from: number, to: number) => void) =>
    members.forEach((member, m) =>
      blocks.forEach(({ from, to }, b) => {
        const share = weights[b][m];
        for (let start = 0; share > 0 && start < size; start += horizon) {
          visit(member.points, share, start + from, start + to);
        }
      })
    );
  forEachStretch((known, share, from, to) => {
    for (let at = from; at < to; at++) {
      if (!Number.isNaN(known[at])) {
        totals[at] += share;
        points[at] += share * known[at];
      }
    }
  });
  for (let at = 0; at < size; at++) {
    points[at] /= totals[at];
  }
  forEachStretch((known, share, from, to) => {
    for (let at = from; at < to; at++) {
      if (!Number.isNaN(known[at])) {
        disagreement[at] += (share / totals[at]) * Math.abs(known[at] - points[at]);
      }
    }
  });
  const expected = blendSpreads(members, blocks, weights, horizon, size);
  const handicap = errors && handicapsOf(members, blocks, weights, errors, horizon, size);
  return { origins, horizon, points, disagreement, expected, ...(handicap && { handicap }) };
}

/** Error of those members that are known over that of all, by their shares. */
function handicapsOf(
  members: Hindcasts['members'],
  blocks: readonly Block[],
  weights: BlendWeights,
  errors: readonly Float64Array[],
  horizon: number,
  size: number
): Float64Array {
  const handicaps = new Float64Array(size);
  blocks.forEach(({ from, to }, b) => {
    const meanError = (isCounted: (m: number) => boolean) => {
      const counted = [...members.keys()].filter((m) => weights[b][m] > 0 && isCounted(m));
      const share = counted.reduce((sum, m) => sum + weights[b][m], 0);
      return counted.reduce((sum, m) => sum + weights[b][m] * errors[b][m], 0) / share;
    };
    const ofAll = meanError(() => true);
    for (let start = 0; start < size; start += horizon) {
      for (let at = start + from; at < start + to; at++) {
        handicaps[at] = meanError((m) => !Number.isNaN(members[m].points[at])) / ofAll || 1;
      }
    }
  });
  return handicaps;
}

/** Weighted mean of the spreads of those members that know theirs: of networks. */
function blendSpreads(
  members: Hindcasts['members'],
  blocks: readonly Block[],
  weights: BlendWeights,
  horizon: number,
  size: number
): Float64Array {
  const sum = new Float64Array(size);
  const total = new Float64Array(size);
  members.forEach(({ spreads }, m) => {
    spreads?.forEach((spread, at) => {
      const share = weights[blocks.findIndex(({ to }) => at % horizon < to)][m];
      if (spread > 0) {
        sum[at] += share * spread;
        total[at] += share;
      }
    });
  });
  return sum.map((value, at) => value / total[at]);
}
