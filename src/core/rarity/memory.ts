import type { View } from './views';
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
   * @returns (n)
   */
  judge(times: ArrayLike<number>, values: ArrayLike<number>, step: number, warmUp: number): Found[];
}

/**
 * Remembers a watcher and its verdicts. Where the samples begin later and go on after those known, the new ones alone
 * are judged; where a known one has changed, or older ones came, all of them are.
 */
export function createMemory(): Memory {
  let watcher: Watcher | undefined;
  let known = new Map<number, Found>();
  let [first, last, pace] = [NaN, NaN, NaN];
  const isSame = (time: number, value: number) => {
    const found = known.get(time);
    return time > last || (found !== undefined && Object.is(found.value, value));
  };
  return {
    judge(times, values, step, warmUp) {
      const goesOn =
        step === pace && times[0] >= first && Array.from(times).every((time, i) => isSame(time, values[i]));
      if (!goesOn || watcher === undefined) {
        watcher = createWatcher(step, warmUp);
        known = new Map();
        [first, last, pace] = [times[0], -Infinity, step];
      }
      const judging = watcher;
      const all = Array.from(times, (time, i): Found => {
        if (time <= last) {
          return known.get(time)!;
        }
        const { weeks, view, expected } = judging.push(time, values[i]);
        return { value: values[i], weeks, view, expected };
      });
      known = new Map(all.map((found, i) => [times[i], found]));
      first = times[0] ?? NaN;
      last = times[times.length - 1] ?? NaN;
      return all;
    },
  };
}
