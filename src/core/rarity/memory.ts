import { VIEWS, type View } from './views';
import { type Watcher, createWatcher } from './watcher';

/** The verdict on one sample. */
export interface Found {
  value: number;
  weeks: number;
  view: View;
  expected: number;
}

/** The verdicts on a series that grows: samples that were judged before are not judged again. */
export interface Memory {
  /**
   * @param times (n) ms, rising; @param values (n), NaN where missing
   * @param step seconds; @param warmUp samples to learn from where all is judged anew
   * @param first of those that are answered
   * @returns (n - first)
   */
  judge(times: ArrayLike<number>, values: ArrayLike<number>, step: number, warmUp: number, first?: number): Found[];
}

/** Verdicts as columns (n): a service remembers those of thousands of series, and as objects they took several times as much. */
interface Known {
  times: Float64Array;
  values: Float64Array;
  weeks: Float64Array;
  expected: Float64Array;
  views: Uint8Array;
}

const createKnown = (times: ArrayLike<number>, values: ArrayLike<number>): Known => ({
  times: Float64Array.from(times),
  values: Float64Array.from(values),
  weeks: new Float64Array(times.length),
  expected: new Float64Array(times.length),
  views: new Uint8Array(times.length),
});

/**
 * Remembers a watcher and its verdicts. Where the samples begin later and go on after those known, the new ones alone
 * are judged; where a known one has changed, or older ones came, all of them are.
 * @param offset of the local clock at a time, ms; that of UTC if absent
 */
export function createMemory(offset?: (time: number) => number): Memory {
  let watcher: Watcher | undefined;
  let known = createKnown([], []);
  let pace = NaN;
  return {
    judge(times, values, step, warmUp, first = 0) {
      const next = createKnown(times, values);
      const from = step === pace && watcher !== undefined ? carryOver(known, next) : undefined;
      if (from === undefined || watcher === undefined) {
        watcher = createWatcher(step, warmUp, offset);
        pace = step;
      }
      for (let i = from ?? 0; i < next.times.length; i++) {
        const { weeks, view, expected } = watcher.push(next.times[i], next.values[i]);
        next.weeks[i] = weeks;
        next.expected[i] = expected;
        next.views[i] = VIEWS.indexOf(view);
      }
      known = next;
      return Array.from(next.values.subarray(first), (value, i) => ({
        value,
        weeks: next.weeks[first + i],
        view: VIEWS[next.views[first + i]],
        expected: next.expected[first + i],
      }));
    },
  };
}

/** Takes over what is known of samples. @returns the first that is new; undefined where they are other samples */
function carryOver(known: Known, next: Known): number | undefined {
  const last = known.times[known.times.length - 1] ?? NaN;
  if (!(next.times[0] >= known.times[0])) {
    return undefined;
  }
  let at = 0;
  let i = 0;
  for (; i < next.times.length && !(next.times[i] > last); i++) {
    while (known.times[at] < next.times[i]) {
      at++;
    }
    if (known.times[at] !== next.times[i] || !Object.is(known.values[at], next.values[i])) {
      return undefined;
    }
    next.weeks[i] = known.weeks[at];
    next.expected[i] = known.expected[at];
    next.views[i] = known.views[at];
  }
  return i;
}
