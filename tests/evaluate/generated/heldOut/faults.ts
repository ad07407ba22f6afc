import type { Random } from '../../../../src/engine/model/random';
import type { HeldOutBackground, Metric } from './backgrounds';
import { between, lognormal } from './random';

export const HELD_OUT_FAULTS = [
  'slow degradation',
  'partial outage',
  'retry storm',
  'doubled for a while',
  'replica lost',
  'noise burst',
  'stuck',
  'job missing',
] as const;
export type HeldOutFault = (typeof HELD_OUT_FAULTS)[number];

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Seconds that a fault of each kind lasts; a job that is missing as long as it would have run. */
const LASTS: Record<HeldOutFault, readonly [number, number]> = {
  'slow degradation': [5 * HOUR, 10 * HOUR],
  'partial outage': [15 * MINUTE, HOUR],
  'retry storm': [30 * MINUTE, 50 * MINUTE],
  'doubled for a while': [20 * MINUTE, 20 * MINUTE],
  'replica lost': [HOUR, 4 * HOUR],
  'noise burst': [HOUR, 3 * HOUR],
  stuck: [HOUR, 4 * HOUR],
  'job missing': [0, 0],
};

/** A number that is still for hours is stuck on a good day too; only jobs can be missing. */
export function isPossible(fault: HeldOutFault, { isStill, isJob }: Metric): boolean {
  return fault === 'stuck' ? isStill !== true : fault !== 'job missing' || isJob !== undefined;
}

/** Rows that a fault covers which begins at a row or, of a job, as soon as one is due. */
export function rowsOf(
  fault: HeldOutFault,
  { isJob }: Metric,
  seconds: Float64Array,
  from: number,
  random: Random
): readonly [from: number, to: number] {
  const step = seconds[1] - seconds[0];
  if (fault !== 'job missing' || isJob === undefined) {
    return [from, from + Math.round(between(random, ...LASTS[fault]) / step) - 1];
  }
  let begin = from;
  while (!isJob(seconds[begin]) || isJob(seconds[begin - 1])) {
    begin++;
  }
  let end = begin;
  while (isJob(seconds[end + 1])) {
    end++;
  }
  return [begin, end];
}

/** Writes a fault over the rows `from .. to`, both included. */
export function writeHeldOutFault(
  fault: HeldOutFault,
  metric: Metric,
  values: Float64Array,
  [from, to]: readonly [number, number],
  random: Random
): void {
  const rows = to - from + 1;
  const strain = (factorAt: (share: number) => number) => {
    for (let row = from; row <= to; row++) {
      values[row] = metric.under(values[row], factorAt((row - from) / rows));
    }
  };
  switch (fault) {
    case 'slow degradation': {
      const worst = between(random, 1, 2);
      return strain((share) => 1 + worst * share);
    }
    case 'partial outage': {
      const left = between(random, 0.2, 0.6);
      return strain(() => left);
    }
    case 'retry storm': {
      const peak = between(random, 1.5, 4);
      return strain((share) => 1 + peak * Math.exp(-3 * share));
    }
    case 'doubled for a while':
      return strain(() => 2);
    case 'replica lost': {
      const count = Math.floor(between(random, 3, 7));
      return strain(() => (metric.isOutput ? (count - 1) / count : count / (count - 1)));
    }
    case 'noise burst': {
      const spread = between(random, 0.3, 0.6);
      return strain(() => lognormal(random, spread));
    }
    case 'stuck':
      values.fill(values[from], from, to + 1);
      return;
    case 'job missing':
      values.subarray(from, to + 1).forEach((_, row) => (values[from + row] = metric.idle?.() ?? 0));
      return;
  }
}

export const nameOf = (background: HeldOutBackground, fault: HeldOutFault | undefined, step: number, seed: number) =>
  [background, fault ?? 'quiet', `${step / MINUTE} min`, seed].join(', ');
