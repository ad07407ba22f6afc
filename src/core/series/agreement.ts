import { median, quantileOfSorted } from '../math';
import { indexFrom, timeAt, type Series } from './series';

/** Samples in rising order of time; NaN where a value is unknown. */
interface Points {
  /** (N), ms since the epoch */
  times: ArrayLike<number>;
  /** (N) */
  values: ArrayLike<number>;
}

/** Whether a history and what is drawn live are the same data, as far as both are known. */
export type Agreement =
  /** too little overlap to tell */
  | { kind: 'unknown' }
  | { kind: 'agrees' }
  /** medians of both over the overlap, in the series' unit */
  | { kind: 'differs'; history: number; live: number };

/** A value may lie outside the other's range by this part of the range, and by this part of its size. */
const SLACK = 0.25;
const RELATIVE = 0.02;
/** Fewer comparisons than this have to be clear ones. */
const FEW = 3;

/**
 * Compares a history with the live points over the time that both cover. They have different steps, and a query may
 * answer each step with the mean, the extreme or the rate of the time since the step before, so values are not held
 * against each other one by one: each of the coarser series has to lie in the range that the finer one has around it.
 * A single incident is in both and changes nothing; another scale or another source puts most values outside.
 *
 * @param history on its grid, step in seconds
 */
export function compareOverlap(history: Series, live: Points): Agreement {
  const seen = known(live);
  const asked = known(cut(history, live));
  const historyStep = history.step * 1000;
  const liveStep = gapOf(seen.times);
  const isFiner = liveStep > historyStep;
  const checks = isFiner ? check(seen, liveStep, asked, historyStep) : check(asked, historyStep, seen, liveStep);
  if (checks.length === 0) {
    return { kind: 'unknown' };
  }
  const outside = checks.filter(({ excess }) => excess > 1).length;
  if (outside <= checks.length / 2) {
    return { kind: 'agrees' };
  }
  // A few values may lie beside a short stretch by chance.
  if (checks.length < FEW && !checks.every(({ excess }) => excess > 1 / SLACK)) {
    return { kind: 'unknown' };
  }
  const [coarse, fine] = [median(checks.map(({ value }) => value)), median(checks.map(({ middle }) => middle))];
  return { kind: 'differs', history: isFiner ? fine : coarse, live: isFiner ? coarse : fine };
}

interface Check {
  value: number;
  /** centre of the finer series around it */
  middle: number;
  /** distance from the range of the finer series, in tolerances: above 1 is outside */
  excess: number;
}

/**
 * One check for each coarse value whose step back is covered by fine ones. Zeros against zeros tell nothing.
 *
 * @param step of the coarse points, ms
 * @param slack step of the fine ones, ms: how early or late a sample may be
 */
function check(coarse: Points, step: number, fine: Points, slack: number): Check[] {
  const first = fine.times[0] ?? NaN;
  const last = fine.times[fine.times.length - 1] ?? NaN;
  const checks: Check[] = [];
  let from = 0;
  let to = 0;
  for (let i = 0; i < coarse.times.length; i++) {
    const [time, value] = [coarse.times[i], coarse.values[i]];
    if (!(time - step >= first - slack && time <= last + slack)) {
      continue;
    }
    while (from < fine.times.length && fine.times[from] < time - step - slack) {
      from++;
    }
    // Some sources name a stretch of time by its beginning.
    while (to < fine.times.length && fine.times[to] <= time + step + slack) {
      to++;
    }
    const around = Array.from({ length: to - from }, (_, k) => fine.values[from + k]);
    const [low, high] = [Math.min(...around), Math.max(...around)];
    if (around.length < 2 || (value === 0 && low === 0 && high === 0)) {
      continue;
    }
    const size = Math.max(Math.abs(low), Math.abs(high), Math.abs(value));
    const distance = Math.max(low - value, value - high, 0);
    checks.push({
      value,
      middle: median(around),
      excess: distance / (SLACK * (high - low) + RELATIVE * size),
    });
  }
  return checks;
}

/** The part of a history that live points stand beside, and a little more. */
function cut(history: Series, { times }: Points): Points {
  const step = history.step * 1000;
  const from = indexFrom(history, (times[0] ?? Infinity) - 2 * step);
  const to = indexFrom(history, (times[times.length - 1] ?? -Infinity) + step);
  const values = Array.from(history.values.subarray(from, Math.max(from, to)));
  return { times: values.map((_, i) => timeAt(history, from + i)), values };
}

function known({ times, values }: Points): Points {
  const kept: number[] = [];
  for (let i = 0; i < times.length; i++) {
    if (!Number.isNaN(values[i])) {
      kept.push(i);
    }
  }
  return { times: kept.map((i) => times[i]), values: kept.map((i) => values[i]) };
}

/** Median distance of neighbours, ms; NaN with fewer than two. */
function gapOf(times: ArrayLike<number>): number {
  const gaps = new Float64Array(Math.max(0, times.length - 1));
  gaps.forEach((_, i) => (gaps[i] = times[i + 1] - times[i]));
  return quantileOfSorted(gaps.sort(), 0.5);
}
