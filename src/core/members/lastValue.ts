import { lastKnownIndex } from '../series';
import type { Member } from './member';

/** The last known value, held. */
export const lastValue: Member = {
  name: 'last-value',
  create:
    ({ z }, horizon) =>
    () =>
    (origin) => ({ point: new Float64Array(horizon).fill(z[lastKnownIndex(z, origin)] ?? NaN) }),
};
