import { normal, type Random } from '../../../src/engine/model/random';
import { arrivals, chance, integer, logUniform, pick, uniform } from './draws';

/** Adds what happened to `values` (N), in units of the season's standard deviation. `rate` is per day. */
type Event = (random: Random, values: Float64Array, day: number, rate: number) => void;

/** What happens to a service beside its season and noise. */
export const events = {
  /** the level moves and stays */
  shift: atArrivals((random, values, from) => {
    const size = 1.5 * normal(random);
    add(values, from, values.length, () => size);
  }),

  /** a release: the level moves, after an overshoot that fades within the hour */
  deploy: atArrivals((random, values, from, day) => {
    const size = normal(random);
    const overshoot = 2 * normal(random);
    const fade = uniform(random, [0.01, 0.04]) * day;
    add(values, from, values.length, (age) => size + overshoot * Math.exp(-age / fade));
  }),

  /** something breaks, suddenly or by and by, and is mended */
  incident: atArrivals((random, values, from, day) => {
    const size = (chance(random, 0.7) ? 1 : -1) * logUniform(random, [1, 8]);
    const length = logUniform(random, [0.01, 0.5]) * day;
    const rise = pick(random, [0, 0.3, 1]) * length;
    add(values, from, from + length, (age) => size * Math.min(1, rise > 0 ? age / rise : 1));
  }),

  /** a short peak with a tail */
  burst: atArrivals((random, values, from, day) => {
    const size = (chance(random, 0.85) ? 1 : -1) * logUniform(random, [0.5, 6]);
    const fade = logUniform(random, [0.003, 0.1]) * day;
    add(values, from, from + 6 * fade, (age) => size * Math.exp(-age / fade));
  }),

  /** grows steadily for a while: a backlog, a campaign */
  ramp: atArrivals((random, values, from, day) => {
    const size = 3 * normal(random);
    const length = uniform(random, [0.2, 4]) * day;
    const stays = chance(random, 0.5);
    add(values, from, stays ? values.length : from + length, (age) => size * Math.min(1, age / length));
  }),

  /** fills up and is emptied: a leak and its restarts, a log and its rotation, at even times or when full */
  reset: (random: Random, values: Float64Array, day: number, rate: number) => {
    const period = day / rate;
    const size = logUniform(random, [0.5, 4]);
    const jitter = chance(random, 0.5) ? uniform(random, [0, 0.3]) : 0;
    for (let from = -period * random(); from < values.length;) {
      const length = period * Math.max(0.2, 1 + jitter * normal(random));
      add(values, from, from + length, (age) => (size * age) / period);
      from += length;
    }
  },

  /** a job that runs every so often, for about the same time */
  batch: (random: Random, values: Float64Array, day: number) => {
    const period = pick(random, [1 / 24, 1 / 12, 1 / 6, 1 / 4, 1 / 2, 1, 1, 1, 7]) * day;
    const size = (chance(random, 0.85) ? 1 : -1) * logUniform(random, [0.5, 5]);
    const width = Math.max(1, period * logUniform(random, [0.02, 0.3]));
    const skipped = chance(random, 0.3) ? 0.1 : 0;
    const late = chance(random, 0.5) ? 0.02 * period : 0;
    for (let due = period * random(); due < values.length; due += period) {
      const height = size * (1 + 0.1 * normal(random));
      const from = due + late * normal(random);
      if (!chance(random, skipped)) {
        add(values, from, from + width * (1 + 0.1 * normal(random)), () => height);
      }
    }
  },

  /** the series slows down or speeds up for good */
  trend: (random: Random, values: Float64Array, day: number) => {
    const turns = integer(random, [1, 3]);
    for (let turn = 0; turn < turns; turn++) {
      const slope = (0.12 * normal(random)) / day;
      add(values, turn === 0 ? 0 : values.length * random(), values.length, (age) => slope * age);
    }
  },
} satisfies Record<string, Event>;

export type EventKind = keyof typeof events;

function atArrivals(happen: (random: Random, values: Float64Array, from: number, day: number) => void): Event {
  return (random, values, day, rate) => {
    for (const time of arrivals(random, rate, values.length / day)) {
      happen(random, values, time * day, day);
    }
  };
}

/** Adds a shape, a function of the steps since its start, to the rows of `from..to`. */
function add(values: Float64Array, from: number, to: number, shape: (age: number) => number): void {
  for (let t = Math.max(0, Math.ceil(from)); t < Math.min(to, values.length); t++) {
    values[t] += shape(t - from);
  }
}
