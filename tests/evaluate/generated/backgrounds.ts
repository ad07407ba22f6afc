import { normal, type Random } from '../../../src/engine/model/random';

/** What a series does on its own: what is expected at a row, and what comes on top by chance. */
export interface Background {
  /** (n) without noise */
  course: Float64Array;
  /** (n) with noise */
  values: Float64Array;
  /** one standard deviation of the noise, in the unit of the series: faults are sized by it */
  unit: number;
  /** put back where the values of this kind live, such as whole numbers */
  settle(value: number): number;
}

const DAY = 86_400;
const wave = (second: number, phase: number) => Math.sin((2 * Math.PI * (second + phase)) / DAY);
const between = (random: Random, low: number, high: number) => low + (high - low) * random();
/** Student's t with 3 degrees of freedom. */
const heavy = (random: Random) => {
  const squares = [0, 1, 2].reduce((sum) => sum + normal(random) ** 2, 0);
  return normal(random) / Math.sqrt(squares / 3);
};

interface Recipe {
  course(second: number): number;
  /** of one row, given the course there and a random number of the autoregressive noise */
  noisy(course: number, noise: number): number;
  unit: number;
  settle?(value: number): number;
}

/** A working day: a broad wave, a second one on top. */
function daily(random: Random): Recipe {
  const [level, phase] = [between(random, 50, 200), DAY * random()];
  const [swing, second] = [between(random, 0.2, 0.5) * level, between(random, 0.05, 0.15) * level];
  const unit = between(random, 0.01, 0.04) * level;
  return {
    course: (at) => level + swing * wave(at, phase) + second * wave(2 * at, phase),
    noisy: (course, noise) => course + unit * noise,
    unit,
  };
}

function weekly(random: Random): Recipe {
  const base = daily(random);
  const weekend = between(random, 0.4, 0.7);
  return {
    ...base,
    course: (at) => base.course(at) * (Math.floor(at / DAY) % 7 >= 5 ? weekend : 1),
  };
}

/** Jobs of a schedule, next to nothing between them. */
function intermittent(random: Random): Recipe {
  const every = [3600, 7200, 14_400, 21_600][Math.floor(4 * random())];
  const [lasts, height] = [between(random, 600, 1500), between(random, 20, 100)];
  const unit = 0.05 * height;
  return {
    course: (at) => (at % every < lasts ? height : 0),
    noisy: (course, noise) => Math.max(0, course + (course > 0 ? unit : 0.1 * unit) * noise),
    unit,
    settle: (value) => Math.max(0, value),
  };
}

/** Events counted per row: whole numbers, as spread as their mean is large. */
function counting(random: Random): Recipe {
  const [rate, swing, phase] = [between(random, 4, 60), between(random, 0.2, 0.6), DAY * random()];
  return {
    course: (at) => rate * (1 + swing * wave(at, phase)),
    noisy: (course, noise) => Math.max(0, Math.round(course + Math.sqrt(course) * noise)),
    unit: Math.sqrt(rate),
    settle: (value) => Math.max(0, Math.round(value)),
  };
}

/** A share that reaches 100 % for hours each day. */
function saturating(random: Random): Recipe {
  const [level, swing, phase] = [between(random, 60, 80), between(random, 30, 50), DAY * random()];
  const unit = between(random, 1, 3);
  const settle = (value: number) => Math.min(100, Math.max(0, value));
  return {
    course: (at) => settle(level + swing * wave(at, phase)),
    noisy: (course, noise) => settle(course + unit * noise + (course >= 100 ? 2 * unit : 0)),
    unit,
    settle,
  };
}

/** A latency: a level with now and then a value far out, which is nobody's fault. */
function heavyTailed(random: Random): Recipe {
  const [level, swing, phase] = [between(random, 20, 200), between(random, 0, 0.2), DAY * random()];
  const unit = between(random, 0.05, 0.1) * level;
  return {
    course: (at) => level * (1 + swing * wave(at, phase)),
    noisy: (course, noise) => Math.max(0, course + unit * noise),
    unit,
    settle: (value) => Math.max(0, value),
  };
}

/** The same number all day, or one that flickers by its last digit. */
function constant(random: Random): Recipe {
  const level = Math.round(between(random, 3, 300));
  const [digit, share] = [0.01 * level, random() < 0.5 ? 0 : 0.1];
  const settle = (value: number) => Math.max(0, Math.round(value / digit) * digit);
  return {
    course: () => level,
    noisy: (course, noise) =>
      share > 0 && Math.abs(noise) > 1.64 ? settle(course + Math.sign(noise) * digit) : course,
    unit: digit,
    settle,
  };
}

const recipes = { daily, weekly, intermittent, counting, saturating, 'heavy-tailed': heavyTailed, constant };
export type BackgroundName = keyof typeof recipes;
export const BACKGROUNDS = Object.keys(recipes) as BackgroundName[];

/** @param times (n) ms; noise of neighbouring rows is alike on the smooth kinds, and heavy-tailed on one */
export function drawBackground(name: BackgroundName, times: Float64Array, random: Random): Background {
  const { course, noisy, unit, settle = (value: number) => value } = recipes[name](random);
  const memory = name === 'daily' || name === 'weekly' || name === 'saturating' ? between(random, 0.2, 0.8) : 0;
  const fresh = Math.sqrt(1 - memory ** 2);
  let noise = 0;
  const expected = Float64Array.from(times, (time) => course(time / 1000));
  const values = expected.map((value) => {
    noise = memory * noise + fresh * (name === 'heavy-tailed' ? heavy(random) / Math.sqrt(3) : normal(random));
    return noisy(value, noise);
  });
  return { course: expected, values, unit, settle };
}
