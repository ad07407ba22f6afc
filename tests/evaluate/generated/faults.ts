import { normal, type Random } from '../../../src/engine/model/random';
import type { Background, BackgroundName } from './backgrounds';

export const FAULTS = [
  'spike',
  'dip',
  'level shift',
  'ramp',
  'changed season',
  'missing job',
  'flat line',
  'changed variance',
  'slow leak',
] as const;
export type FaultName = (typeof FAULTS)[number];

const HOUR = 3600;
const DAY = 24 * HOUR;
const between = (random: Random, low: number, high: number) => low + (high - low) * random();

/** Seconds that a fault of each kind lasts. */
const LASTS: Record<FaultName, readonly [number, number]> = {
  spike: [0, 600],
  dip: [300, 1800],
  'level shift': [4 * HOUR, 12 * HOUR],
  ramp: [1.5 * HOUR, 3 * HOUR],
  'changed season': [12 * HOUR, DAY],
  'missing job': [1200, 1200],
  'flat line': [3 * HOUR, 8 * HOUR],
  'changed variance': [3 * HOUR, 8 * HOUR],
  'slow leak': [DAY, 1.5 * DAY],
};

/** Standard deviations of the noise that a fault reaches. */
const SIZE: Record<FaultName, readonly [number, number]> = {
  spike: [7, 20],
  dip: [6, 15],
  'level shift': [4, 8],
  ramp: [6, 12],
  'changed season': [6, 10],
  'missing job': [10, 10],
  'flat line': [0, 0],
  'changed variance': [3.5, 6],
  'slow leak': [8, 14],
};

/** What cannot be told from the background: a line that was flat before, a job on top of other jobs. */
export const isFault = (fault: FaultName, background: BackgroundName) =>
  !(fault === 'flat line' && (background === 'constant' || background === 'intermittent'));

export const durationOf = (fault: FaultName, random: Random) => between(random, ...LASTS[fault]);

/** Second of the day at which the job runs that one fault leaves out. */
const JOB = 3 * HOUR;
/** A job of a quarter of an hour each day at the same time, where `missing job` is what goes wrong. */
export function addJobs(background: Background, times: Float64Array): void {
  times.forEach((time, row) => {
    if (runsJob(time)) {
      background.values[row] = background.settle(background.values[row] + SIZE['missing job'][0] * background.unit);
    }
  });
}
const runsJob = (time: number) => {
  const second = (time / 1000) % DAY;
  return second >= JOB && second < JOB + LASTS['missing job'][0];
};

/** Where a fault that begins around `row` begins: a job is missing when it is due. */
export function onsetOf(fault: FaultName, times: Float64Array, row: number): number {
  return fault === 'missing job' ? row + times.subarray(row).findIndex(runsJob) : row;
}

/** Writes a fault of rows `from .. to`, both included, over a background. */
export function writeFault(
  fault: FaultName,
  { course, values, unit, settle }: Background,
  times: Float64Array,
  [from, to]: readonly [number, number],
  random: Random
): void {
  const size = between(random, ...SIZE[fault]) * unit;
  const sign = random() < 0.5 ? -1 : 1;
  const clean = values.slice();
  const change = (make: (row: number, share: number) => number) => {
    for (let row = from; row <= to; row++) {
      values[row] = settle(make(row, (row - from) / Math.max(1, to - from)));
    }
  };
  // At a border of what values can be, the other side is where a fault shows.
  const shift = settle(course[from] + sign * size) === settle(course[from]) ? -sign * size : sign * size;
  switch (fault) {
    case 'spike':
    case 'level shift':
      return change((row) => clean[row] + shift);
    case 'dip':
      return change((row) => clean[row] - (settle(course[row] - size) < course[row] ? size : -size));
    case 'ramp':
      return change((row, share) => clean[row] + shift * Math.min(1, 1.5 * share));
    case 'slow leak':
      return change((row, share) => clean[row] + shift * share);
    case 'changed season': {
      const around = course.subarray(from, to + 1);
      const hasSeason = Math.max(...around) - Math.min(...around) > 4 * unit;
      // Half a day later; where each half of the day is like the other, by less than a job.
      const [half, part] = [12 * HOUR, 40 * 60].map((lag) => Math.round((lag * 1000) / (times[1] - times[0])));
      const isLike = around.every((one, i) => one === course[Math.max(0, from + i - half)]);
      const lag = isLike ? part : half;
      return change((row) =>
        hasSeason
          ? clean[row] - course[row] + course[row >= lag ? row - lag : row]
          : clean[row] + (size / 2) * Math.sin((2 * Math.PI * (times[row] - times[from])) / (2 * HOUR * 1000))
      );
    }
    case 'missing job':
      return change((row) => clean[row] - size);
    case 'flat line':
      return change(() => clean[from]);
    case 'changed variance': {
      return change((row) => clean[row] + (size - unit) * normal(random));
    }
  }
}
