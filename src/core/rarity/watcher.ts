import { type Standard, clamp, standardOf, WEEK_SECONDS } from '../math';
import { MAX_VALUE } from '../series';
import { type Seen, type View, VIEWS, createEyes, fewestOf } from './views';
import { MARGINS } from './margins';
import { createRecord } from './record';

/** The verdict on a sample, by those before it alone. */
export interface Verdict {
  /**
   * log10 of how many weeks pass on average between usual samples as strange as this: 0 once a week, 1 once in ten;
   * NaN while the watcher learns, or where the sample is missing
   */
  weeks: number;
  /** the view that found it strangest */
  view: View;
  /** what that view expected, in the unit of the series */
  expected: number;
  /** (VIEWS) the same as `weeks` by each view alone, before its margin; -Infinity where it saw nothing unusual */
  byView: Float64Array;
}

export interface Watcher {
  /** @param time ms, rising; @param value NaN where missing; the answer is overwritten by the next call */
  push(time: number, value: number): Verdict;
}

/** Further out is as far. */
const MAX_Z = 1e6;
/** Weeks at most, as a power of ten. */
const MOST = 30;
/** The first change of a series that never moved is this many units. */
const FIRST_CHANGE = 10;

/**
 * The detector of one series, a sample at a time: each costs the same, whatever came before.
 * @param step seconds between samples
 * @param warmUp known samples that set the unit, more where two days have more; none of them is judged
 * @param offset of the local clock at a time, ms; that of UTC if absent
 * @param margins (VIEWS) powers of ten that each view must be stranger than it says; Infinity leaves it out
 */
export function createWatcher(
  step: number,
  warmUp: number,
  offset?: (time: number) => number,
  margins: readonly number[] = MARGINS
): Watcher {
  const eyes = createEyes(step, offset);
  const record = createRecord();
  const learning = Math.max(warmUp, fewestOf(step));
  const aWeek = Math.log10(WEEK_SECONDS / step);
  const verdict: Verdict = { weeks: NaN, view: 'jump', expected: NaN, byView: new Float64Array(VIEWS.length) };
  let learned: Array<readonly [time: number, value: number]> = [];
  let hasMoved = false;
  let standard: Standard | undefined;
  const look = (time: number, value: number, { center, scale }: Standard) =>
    eyes.look(time, clamp((value - center) / scale, -MAX_Z, MAX_Z));
  return {
    push(time, value) {
      verdict.weeks = NaN;
      if (!(Math.abs(value) < MAX_VALUE)) {
        return verdict;
      }
      if (standard === undefined) {
        learned.push([time, value]);
        hasMoved ||= value !== learned[0][1];
        standard = hasMoved && learned.length > learning ? standardOfFirst(learned.map(([, one]) => one)) : undefined;
        if (standard === undefined) {
          return verdict;
        }
        for (const [at, one] of learned.slice(0, -1)) {
          look(at, one, standard);
        }
        learned = [];
      }
      judge(verdict, look(time, value, standard), standard, margins, aWeek);
      verdict.weeks = record.bearsOut(time, verdict.weeks);
      return verdict;
    },
  };
}

/** Median and scale of the values before the last one, which is the unit where they are all the same. */
function standardOfFirst(values: number[]): Standard {
  const last = values[values.length - 1];
  const known = Float64Array.from(values.slice(0, -1));
  return known.some((value) => value !== known[0])
    ? standardOf(known, known.length, new Uint8Array(known.length))
    : { center: known[0], scale: Math.abs(last - known[0]) / FIRST_CHANGE };
}

function judge(
  verdict: Verdict,
  { rarities, expected }: Seen,
  { center, scale }: Standard,
  margins: readonly number[],
  aWeek: number
): void {
  let [best, most] = [0, -Infinity];
  for (let view = 0; view < VIEWS.length; view++) {
    verdict.byView[view] = rarities[view] > 0 ? rarities[view] - aWeek : -Infinity;
    const weeks = verdict.byView[view] - margins[view];
    if (weeks > most) {
      [best, most] = [view, weeks];
    }
  }
  verdict.weeks = clamp(most, -aWeek, MOST);
  verdict.view = VIEWS[best];
  verdict.expected = center + scale * expected[best];
}
