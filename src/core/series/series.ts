import { phrase } from '../language';
import { ForecastFailure, MAX_POINTS } from '../options';
import { quantileOfSorted } from '../math';

/**
 * A series on a regular grid. Value `i` stands at `start + i * step * 1000`; a gap is NaN, never 0.
 * Times are milliseconds since the epoch (Grafana's unit), steps are seconds (Prometheus's unit).
 */
export interface Series {
  /** time of `values[0]`, ms since the epoch: a multiple of the step, or as far from one as the samples are */
  start: number;
  /** seconds between values */
  step: number;
  /** (N) */
  values: Float64Array;
}

/** No metric is this large, and its square would overflow: read as unknown. */
export const MAX_VALUE = 1e150;
const DEFAULT_STEP = 60;
/** Steps at the end of a grid that may be missing without the series having stopped. */
const LATE_STEPS = 2;

/**
 * Samples in any order, as a series on a regular grid: multiples of the step, moved by the phase of the samples, so that
 * hourly samples at half past stay there.
 * Null, NaN and infinite values are gaps. Of several values for one grid time the latest known one counts.
 *
 * @param times ms since the epoch; values that are not finite are skipped
 * @param step seconds; without it the median of the differences, whole seconds from 1 s on
 * @throws ForecastFailure `too-large` before anything of that size is allocated; `invalid-option` for a step <= 0
 */
export function toSeries(times: ArrayLike<number>, values: ArrayLike<number | null>, step?: number): Series {
  const order: number[] = [];
  for (let i = 0; i < times.length; i++) {
    if (Number.isFinite(times[i])) {
      order.push(i);
    }
  }
  // Stable: of equal times the later sample of the input comes last, and wins.
  order.sort((a, b) => times[a] - times[b]);
  const seconds = step ?? medianStep(order.map((i) => times[i]));
  if (!(seconds > 0) || !Number.isFinite(seconds)) {
    throw new ForecastFailure({
      kind: 'invalid-option',
      option: 'step',
      why: phrase('not above 0'),
      value: String(seconds),
    });
  }
  if (order.length === 0) {
    return { start: 0, step: seconds, values: new Float64Array(0) };
  }
  const stepMs = seconds * 1000;
  const phase = phaseOf(order, times, stepMs);
  const rowOf = (time: number) => Math.round((time - phase) / stepMs);
  const first = rowOf(times[order[0]]);
  const last = rowOf(times[order[order.length - 1]]);
  const size = last - first + 1;
  if (!(size <= MAX_POINTS)) {
    throw new ForecastFailure({ kind: 'too-large', what: phrase('points of the history'), size, limit: MAX_POINTS });
  }
  const grid = new Float64Array(size).fill(NaN);
  for (const i of order) {
    const value = values[i];
    if (typeof value === 'number' && Math.abs(value) < MAX_VALUE) {
      grid[rowOf(times[i]) - first] = value;
    }
  }
  return { start: first * stepMs + phase, step: seconds, values: grid };
}

/** Time of value `index`, ms; beyond the last value too. */
export function timeAt(series: Series, index: number): number {
  return series.start + index * series.step * 1000;
}

/** Index of the first value at or after `time` (ms), within 0..N. */
export function indexFrom(series: Series, time: number): number {
  const index = Math.ceil((time - series.start) / (series.step * 1000) - 1e-6);
  return Math.min(Math.max(index, 0), series.values.length);
}

export function countKnown(values: ArrayLike<number>, from = 0, to = values.length): number {
  let count = 0;
  for (let i = from; i < to; i++) {
    if (!Number.isNaN(values[i])) {
      count++;
    }
  }
  return count;
}

/** The series without what is later than `until`, ms; the same object where nothing is. */
export function cutAfter(series: Series, until: number): Series {
  const rows = Math.max(0, Math.floor((until - series.start) / (series.step * 1000)) + 1);
  return rows >= series.values.length ? series : { ...series, values: series.values.slice(0, rows) };
}

/** Index of the last known value at or before `to`, -1 where there is none. */
export function lastKnownIndex(values: ArrayLike<number>, to = values.length - 1): number {
  let index = to;
  while (index >= 0 && Number.isNaN(values[index])) {
    index--;
  }
  return index;
}

/**
 * Seconds from the last known value to the end of the grid, which is the end of the time that was asked for. 0 up to
 * two steps: a sample may be late.
 */
export function silenceOf({ values, step }: Series): number {
  const missing = values.length - 1 - lastKnownIndex(values);
  return missing > LATE_STEPS ? missing * step : 0;
}

/** Index of the first known value, `values.length` where there is none. */
export function firstKnownIndex(values: ArrayLike<number>): number {
  let index = 0;
  while (index < values.length && Number.isNaN(values[index])) {
    index++;
  }
  return index;
}

/** Whether all known values are equal; false where none is known. */
export function isConstant(values: ArrayLike<number>): boolean {
  const first = firstKnownIndex(values);
  if (first === values.length) {
    return false;
  }
  for (let i = first; i < values.length; i++) {
    if (!Number.isNaN(values[i]) && values[i] !== values[first]) {
      return false;
    }
  }
  return true;
}

/**
 * Distance (ms, within half a step of 0) of the samples from multiples of the step. The phase of most samples where
 * they share one; a twelfth of the step at a time where they scatter around one, so that a refresh does not move the
 * grid; 0 where they have none.
 */
function phaseOf(order: readonly number[], times: ArrayLike<number>, stepMs: number): number {
  const wrap = (time: number) => time - stepMs * Math.round(time / stepMs);
  const middle = wrap(times[order[order.length >> 1]]);
  const around = Float64Array.from(order, (i) => wrap(times[i] - middle)).sort();
  const shift = around[around.length >> 1];
  const share = (width: number) => around.filter((x) => Math.abs(x - shift) <= width).length / around.length;
  if (share(0) > 0.5) {
    return wrap(middle + shift);
  }
  const twelfth = stepMs / 12;
  return share(stepMs / 8) >= 0.75 ? wrap(twelfth * Math.round((middle + shift) / twelfth)) : 0;
}

/** Median of the differences of rising times, in seconds: one gap or one double sample does not change it. */
function medianStep(times: number[]): number {
  const differences = times
    .slice(1)
    .map((time, i) => (time - times[i]) / 1000)
    .filter((difference) => difference > 0)
    .sort((a, b) => a - b);
  if (differences.length === 0) {
    return DEFAULT_STEP;
  }
  const middle = quantileOfSorted(differences, 0.5);
  return middle >= 1 ? Math.round(middle) : middle;
}
