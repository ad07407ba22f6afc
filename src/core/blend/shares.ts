import { type Block, leadsOf, weightOfAge } from '../bands';
import { countKnown } from '../series';
import { errorOfDay, measuredShare } from './dayWorth';
import type { Hindcasts } from './hindcasts';

/** (blocks)(members) shares that sum to 1. */
export type BlendWeights = Float64Array[];

/** Speed at which a member's share falls with its error over the best one's. */
const SHARPNESS = 10;
const LEADS = 12;

/**
 * Shares of the members per block of lead times: exp(-10 (error / least error - 1)), errors as mean absolute ones over
 * the hindcasts, the younger the more. A member that is unknown at some origins is compared at the others with the one
 * that is known at most of them.
 * @param actual (N) standardised; only outcomes up to row `last` are read
 */
export function fitWeights(
  hindcasts: Hindcasts,
  actual: Float64Array,
  blocks: readonly Block[],
  last: number,
  day: number
): BlendWeights {
  return sharesOf(measureMembers(hindcasts, actual, blocks, last, day));
}

/** (blocks)(members) mean absolute errors of the same, in units of that of one member; NaN where nothing is known. */
export function measureMembers(
  hindcasts: Hindcasts,
  actual: Float64Array,
  blocks: readonly Block[],
  last: number,
  day: number
): Float64Array[] {
  return blocks.map((block) =>
    withDayBefore(hindcasts, errorsIn(hindcasts, actual, block, last, day), actual, block, last + 1, day)
  );
}

/** The shares that members of such errors have. */
export function sharesOf(measured: readonly Float64Array[]): BlendWeights {
  return measured.map((errors) => {
    const least = Math.min(...errors.filter((error) => !Number.isNaN(error)));
    const shares = Float64Array.from(errors, (error) => {
      const excess = error === least ? 0 : error / least - 1;
      return Number.isNaN(error) ? 0 : Math.exp(-SHARPNESS * excess);
    });
    const total = shares.reduce((sum, share) => sum + share, 0);
    return total > 0 ? shares.map((share) => share / total) : shares.fill(1 / shares.length);
  });
}

/** (members) mean absolute error over that of the most known member on the same rows; NaN where there are none. */
function errorsIn(
  { origins, horizon, members }: Hindcasts,
  actual: Float64Array,
  block: Block,
  last: number,
  day: number
) {
  const leads = leadsOf(block, LEADS);
  const reference = mostKnown(members);
  const own = new Float64Array(members.length);
  const referenceErrors = new Float64Array(members.length);
  const rows = new Int32Array(members.length);
  for (let w = 0; w < origins.length; w++) {
    const weight = weightOfAge(origins[w], last, day);
    for (const h of leads) {
      const row = origins[w] + 1 + h;
      const at = w * horizon + h;
      const size = row <= last ? Math.abs(actual[row] - reference[at]) : NaN;
      for (let m = 0; m < members.length && !Number.isNaN(size); m++) {
        const error = Math.abs(actual[row] - members[m].points[at]);
        if (!Number.isNaN(error)) {
          own[m] += weight * error;
          referenceErrors[m] += weight * size;
          rows[m]++;
        }
      }
    }
  }
  return own.map((error, m) => (rows[m] === 0 ? NaN : error === referenceErrors[m] ? 1 : error / referenceErrors[m]));
}

/** The errors with that of the day before as it is on other series, as far as a history of less than two days has none. */
function withDayBefore(
  { members }: Hindcasts,
  errors: Float64Array,
  actual: Float64Array,
  block: Block,
  end: number,
  day: number
): Float64Array {
  const known = measuredShare(end, day);
  const lastValue = errors[members.findIndex(({ name }) => name === 'last-value')];
  return errors.map((own, m) => {
    if (members[m].name !== 'day' || (known === 1 && !Number.isNaN(own))) {
      return own;
    }
    const assumed = lastValue * errorOfDay(actual, end, block, day);
    return Number.isNaN(own) ? assumed : own ** known * assumed ** (1 - known);
  });
}

/** The points of the member that has something to say most often. */
function mostKnown(members: Hindcasts['members']): Float64Array {
  const counts = members.map(({ points }) => countKnown(points));
  return members[counts.indexOf(Math.max(...counts))].points;
}
