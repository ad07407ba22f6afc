import { RunningMean } from '../math';
import { lastKnownIndex } from '../series';
import type { Member } from './member';

const HOURS = 24;

/** The last known value, held. */
export const lastValue: Member = {
  name: 'last-value',
  create:
    ({ z }, horizon) =>
    () =>
    (origin) => ({ point: new Float64Array(horizon).fill(z[lastKnownIndex(z, origin)] ?? NaN) }),
};

/** The mean of the last day, held: all there is to know of what has no course and does not keep its last value. */
export const level: Member = {
  name: 'level',
  create({ z, hour }, horizon) {
    const means = new RunningMean(z);
    return () => (origin) => ({ point: new Float64Array(horizon).fill(means.over(origin - HOURS * hour + 1, origin)) });
  },
};
