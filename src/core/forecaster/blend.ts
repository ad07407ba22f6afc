import type { Block } from './blocks';
import { leadsOf } from './blocks';
import type { Hindcasts } from './hindcasts';

/** (blocks)(members) shares that sum to 1. */
export type BlendWeights = Float64Array[];

/** How fast a member's share falls with its error over the best one's. */
const SHARPNESS = 10;
/** Half-life of a past error, days. */
const HALF_LIFE_DAYS = 10;
const LEADS = 12;

/**
 * Shares of the members per block of lead times: exp(-10 (error / least error - 1)), errors as mean absolute ones over
 * the hindcasts, the younger the more. A member that is unknown at some origins is compared at the others with the one
 * that is known at most.
 * @param actual (N) standardised; only outcomes up to row `last` are read
 */
export function fitWeights(
  hindcasts: Hindcasts,
  actual: Float64Array,
  blocks: readonly Block[],
  last: number,
  day: number
): BlendWeights {
  return blocks.map((block) => {
    const errors = errorsIn(hindcasts, actual, block, last, day);
    const least = Math.min(...errors.filter((error) => !Number.isNaN(error)));
    const shares = Float64Array.from(errors, (error) => {
      const excess = error === least ? 0 : error / least - 1;
      return Number.isNaN(error) ? 0 : Math.exp(-SHARPNESS * excess);
    });
    const total = shares.reduce((sum, share) => sum + share, 0);
    return total > 0 ? shares.map((share) => share / total) : shares.fill(1 / shares.length);
  });
}

/** (members) mean absolute error over that of the reference on the same rows; NaN where nothing can be compared. */
function errorsIn(
  { origins, horizon, members }: Hindcasts,
  actual: Float64Array,
  block: Block,
  last: number,
  day: number
) {
  const leads = leadsOf(block, LEADS);
  const compare = (a: Float64Array, b: Float64Array) => {
    let [errorA, errorB, rows] = [0, 0, 0];
    origins.forEach((origin, w) => {
      const weight = 2 ** ((origin - last) / day / HALF_LIFE_DAYS);
      for (const h of leads) {
        const row = origin + 1 + h;
        const known = row <= last ? actual[row] : NaN;
        const [x, y] = [Math.abs(known - a[w * horizon + h]), Math.abs(known - b[w * horizon + h])];
        if (!Number.isNaN(x + y)) {
          errorA += weight * x;
          errorB += weight * y;
          rows++;
        }
      }
    });
    return { errorA, errorB, rows };
  };
  const own = members.map(({ points }) => compare(points, points));
  const most = Math.max(...own.map(({ rows }) => rows));
  const reference = own.findIndex(({ rows }) => rows === most);
  return members.map(({ points }, m) => {
    const { errorA, errorB, rows } =
      own[m].rows === most ? { ...own[m], errorB: own[reference].errorA } : compare(points, members[reference].points);
    return rows === 0 ? NaN : errorA === errorB ? 1 : errorA / errorB;
  });
}

export interface Blended {
  origins: Int32Array;
  horizon: number;
  /** (W * H) weighted mean of the members */
  points: Float64Array;
  /** (W * H) weighted mean distance of the members from it */
  disagreement: Float64Array;
}

/** Weighted means of the members; the shares of those that are unknown go to the others, NaN where none is known. */
export function blend(
  { origins, horizon, members }: Hindcasts,
  blocks: readonly Block[],
  weights: BlendWeights
): Blended {
  const size = origins.length * horizon;
  const points = new Float64Array(size);
  const disagreement = new Float64Array(size);
  blocks.forEach(({ from, to }, b) => {
    for (let w = 0; w < origins.length; w++) {
      for (let at = w * horizon + from; at < w * horizon + to; at++) {
        const known = (m: number) => weights[b][m] > 0 && !Number.isNaN(members[m].points[at]);
        let total = 0;
        let sum = 0;
        for (let m = 0; m < members.length; m++) {
          if (known(m)) {
            total += weights[b][m];
            sum += weights[b][m] * members[m].points[at];
          }
        }
        points[at] = sum / total;
        for (let m = 0; m < members.length; m++) {
          if (known(m)) {
            disagreement[at] += (weights[b][m] / total) * Math.abs(members[m].points[at] - points[at]);
          }
        }
      }
    }
  });
  return { origins, horizon, points, disagreement };
}
