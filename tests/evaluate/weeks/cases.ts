import { createNoise } from '../../../src/testing/testSeries';
import { readChecked } from '../files';

const DAY = 86_400;

/** A history and what came after it. */
export interface Made {
  /** (N + H) */
  values: Float64Array;
  /** N */
  known: number;
}

/** Lengths in seconds; both are whole numbers of steps. */
export interface Lengths {
  history: number;
  horizon: number;
  step: number;
}

/** Value at a time: days from the first sample; `end` is the origin. */
type Course = (at: number, noise: () => number, end: number, last: number) => number;

const wave = (at: number) => Math.sin(2 * Math.PI * at);
const workday = (at: number) => (at % 7 >= 5 ? -1 : 0.4);

/** What capacity is planned on, and what looks like it. */
export const COURSES: Readonly<Record<string, Course>> = {
  'grows, hardly a day': (at, noise) => 30 + 0.15 * at + 0.3 * wave(at) + 0.2 * noise(),
  'grows, days and weeks': (at, noise) => 100 + 2 * at + 8 * wave(at) + 10 * workday(at) + 2 * noise(),
  'grows by a share of itself': (at, noise) => 50 * Math.exp(at / 180) * (1 + 0.05 * wave(at)) + noise(),
  'grows twice as fast for 40 d': (at, noise, end) => 50 + at + Math.max(0, at - end + 40) + 2 * wave(at) + noise(),
  'stopped growing 20 d ago': (at, noise, end) => 50 + Math.min(at, end - 20) + 2 * wave(at) + noise(),
  'days and weeks alone': (at, noise) => 50 + 15 * wave(at) + 8 * workday(at) + 2 * noise(),
  'cleaned up every 9 d': (at, noise) => 40 + 5 * (at % 9) + noise(),
  'a year': (at, noise) => 100 + 30 * wave(at / 365) + 10 * wave(at) + 2 * noise(),
  'random walk': (_, noise, __, last) => last + 0.5 * noise(),
};

export function makeCourse(course: Course, { history, horizon, step }: Lengths, seed: number): Made {
  const noise = createNoise(seed);
  const known = history / step;
  let last = 100;
  const values = Float64Array.from({ length: known + horizon / step }, (_, row) => {
    last = course((row * step) / DAY + seed, noise, history / DAY + seed, last);
    return last;
  });
  return { values, known };
}

/** The last rows of a file but for so many days, the first sample of each step; undefined where it is too short. */
export function cutFile(file: string, { history, horizon, step }: Lengths, daysBefore: number): Made | undefined {
  const { times, values } = readChecked(file, false);
  const rows = (history + horizon) / step;
  const from = times[times.length - 1] - 1000 * (daysBefore * DAY + history + horizon);
  const out = new Float64Array(rows).fill(NaN);
  times.forEach((time, i) => {
    const row = Math.floor((time - from) / (1000 * step));
    if (row >= 0 && row < rows && Number.isNaN(out[row])) {
      out[row] = values[i];
    }
  });
  return from < times[0] ? undefined : { values: out, known: history / step };
}
