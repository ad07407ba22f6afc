import { findCycle } from '../history';
import { RunningMean } from '../math';
import type { Member } from './member';

/** Cycles that are averaged. */
const CYCLES = 5;

/** The mean course of the last cycles, whatever their length is, moved by the change of level over them. */
export const cycle: Member = {
  name: 'cycle',
  create({ z }, horizon) {
    const level = new RunningMean(z);
    return ({ end }) => {
      const period = findCycle(z, end);
      return period === undefined
        ? undefined
        : (origin) => {
            const shift = level.over(origin - period + 1, origin) - level.over(origin - CYCLES * period + 1, origin);
            return { point: Float64Array.from({ length: horizon }, (_, h) => courseAt(z, origin, h, period) + shift) };
          };
    };
  },
};

/** The mean of the known values at the same place of the last cycles; NaN where there is none. */
function courseAt(z: Float64Array, origin: number, h: number, period: number): number {
  const latest = origin + 1 + h - period * Math.ceil((h + 1) / period);
  let [sum, count] = [0, 0];
  for (let k = 0; k < CYCLES; k++) {
    const value = z[latest - k * period];
    if (!Number.isNaN(value ?? NaN)) {
      sum += value;
      count++;
    }
  }
  return sum / count;
}
