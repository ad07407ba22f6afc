import type { RANGE_FUNCTIONS } from './parser';

/** Time in ms. */
export interface Sample {
  time: number;
  value: number;
}

/**
 * Difference over the window, extrapolated to its ends as Prometheus does (promql/functions.go, extrapolatedRate):
 * up to the window's edge where the first or last sample is near it, else half an average interval beyond; a counter
 * is not extrapolated below zero. `undefined` with fewer than two samples.
 */
function extrapolatedDelta(samples: Sample[], start: number, end: number, isCounter: boolean): number | undefined {
  if (samples.length < 2) {
    return undefined;
  }
  const first = samples[0];
  const last = samples[samples.length - 1];
  let delta = last.value - first.value;
  for (let i = 1; isCounter && i < samples.length; i++) {
    // A fall is a restart: what was counted before it is not lost.
    delta += samples[i].value < samples[i - 1].value ? samples[i - 1].value : 0;
  }
  const sampled = last.time - first.time;
  const average = sampled / (samples.length - 1);
  let before = first.time - start;
  if (isCounter && delta > 0 && first.value >= 0) {
    before = Math.min(before, sampled * (first.value / delta));
  }
  const after = end - last.time;
  const limit = average * 1.1;
  const covered = sampled + (before < limit ? before : average / 2) + (after < limit ? after : average / 2);
  return delta * (covered / sampled);
}

type RangeFunction = (samples: Sample[], start: number, end: number) => number | undefined;

const overTime =
  (reduce: (values: number[]) => number): RangeFunction =>
  (samples) =>
    samples.length === 0 ? undefined : reduce(samples.map(({ value }) => value));
const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);

/** Functions of a range vector; `start` and `end` of the window in ms. */
export const rangeFunctions: Record<(typeof RANGE_FUNCTIONS)[number], RangeFunction> = {
  rate: (samples, start, end) => {
    const delta = extrapolatedDelta(samples, start, end, true);
    return delta === undefined ? undefined : delta / ((end - start) / 1000);
  },
  increase: (samples, start, end) => extrapolatedDelta(samples, start, end, true),
  delta: (samples, start, end) => extrapolatedDelta(samples, start, end, false),
  avg_over_time: overTime((values) => sum(values) / values.length),
  min_over_time: overTime((values) => Math.min(...values)),
  max_over_time: overTime((values) => Math.max(...values)),
  sum_over_time: overTime(sum),
  count_over_time: overTime((values) => values.length),
};
