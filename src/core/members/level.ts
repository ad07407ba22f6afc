import { RunningMean } from '../math';
import type { Member } from './member';

const HOURS = 24;

/** The mean of the last day, held: all there is to know of what has no course and does not keep its last value. */
export const level: Member = {
  name: 'level',
  create({ z, hour }, horizon) {
    const means = new RunningMean(z);
    return () => (origin) => ({ point: new Float64Array(horizon).fill(means.over(origin - HOURS * hour + 1, origin)) });
  },
};
