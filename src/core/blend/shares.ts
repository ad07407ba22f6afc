import { type Block, leadsOf, weightOfAge } from '../bands';
import { clamp } from '../math';
import { countKnown } from '../series';
import { measuredShare, usualError } from './usualError';
import type { Hindcasts } from './hindcasts';

/** (blocks)(members) shares that sum to 1. */
export type BlendWeights = Float64Array[];

/** Speed at which a member's share falls with its error over the best one's. */
const SHARPNESS = 10;
const LEADS = 12;
/** Logarithm of an error over the usual one at most: a last value that was exact for an hour does not speak of a day. */
const MOST = 3;
/**
 * Logarithm of the factor by which a line must be better than usual to be taken for one in less than a day. A flank of a
 * daily course makes one up to twice as good; by less than this it says nothing of what follows (docs/accuracy/edges.md).
 */
const STRAIGHT = 1;
/** Days below which there is no season to be learned, and members are worth what they are on other series too. */
export const SEASON_DAYS = 3;

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
  const measured = blocks.map((block) => errorsIn(hindcasts, actual, block, last, day));
  return last + 1 < SEASON_DAYS * day
    ? withUsual(hindcasts, measured, actual, blocks, last + 1, day)
    : measured.map(({ errors }) => errors);
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

interface Measured {
  /** (members) mean absolute error over that of the most known member on the same rows; NaN where there are none */
  errors: Float64Array;
  /** (members) past forecasts one after the other that it was measured on */
  samples: Float64Array;
}

function errorsIn(
  { origins, horizon, members }: Hindcasts,
  actual: Float64Array,
  block: Block,
  last: number,
  day: number
): Measured {
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
  const errors = own.map((error, m) =>
    rows[m] === 0 ? NaN : error === referenceErrors[m] ? 1 : error / referenceErrors[m]
  );
  const every = origins.length > 1 ? origins[1] - origins[0] : 1;
  return { errors, samples: Float64Array.from(rows, (count) => (count / leads.length) * (every / block.to)) };
}

/**
 * (blocks)(members) errors over that of the last value, as they are on other series as far as a short history has not
 * measured them. By what factor a member is better here than there up to one lead is expected of it up to the next: a line
 * that holds for six hours goes on; but less than a day may be a flank of one.
 */
function withUsual(
  { members }: Hindcasts,
  measured: readonly Measured[],
  actual: Float64Array,
  blocks: readonly Block[],
  end: number,
  day: number
): Float64Array[] {
  const lastValue = members.findIndex(({ name }) => name === 'last-value');
  const all = measured.map(({ errors }) => errors.map((error) => error / (errors[lastValue] || 1)));
  members.forEach(({ name }, m) => {
    let difference = 0;
    blocks.forEach((block, b) => {
      const usual = usualError(name, actual, end, block, day);
      if (usual !== undefined) {
        const share = measuredShare(measured[b].samples[m]);
        difference =
          (1 - share) * difference + (share > 0 ? share * clamp(Math.log(all[b][m] / usual), -MOST, MOST) : 0);
        const mayBeFlank = end < day && difference > -STRAIGHT;
        all[b][m] = usual * Math.exp(mayBeFlank ? Math.max(0, difference) : difference);
      }
    });
  });
  return all;
}

/** The points of the member that has something to say most often. */
function mostKnown(members: Hindcasts['members']): Float64Array {
  const counts = members.map(({ points }) => countKnown(points));
  return members[counts.indexOf(Math.max(...counts))].points;
}
