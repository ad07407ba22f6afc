import type { Random } from '../../../../src/engine/model/random';
import { between, lognormal, poisson } from './random';
import { workingLoad } from './load';

/** A metric of one part of a system. */
export interface Metric {
  /** the value of the next row; rows are asked for in order, as what came before matters to queues and heaps */
  next(second: number, step: number): number;
  /** what the metric shows of a value when its part has so many times the usual to bear, or so little of it */
  under(value: number, factor: number): number;
  /** whether a row is in a job that runs again and again */
  isJob?(second: number): boolean;
  /** a value between jobs */
  idle?(): number;
  /** what comes out of a system, which falls with what it has lost; of the others what is left bears more */
  isOutput?: boolean;
  /** the same number for hours, so that one that is stuck is nothing new */
  isStill?: boolean;
}

const HOUR = 3600;
const times = (value: number, factor: number) => value * factor;

/** Rows a second of jobs that start every few hours, not to the minute, and take as long as there is to do. */
function batch(random: Random): Metric {
  const every = [2, 3, 4, 6][Math.floor(4 * random())] * HOUR;
  const [height, length] = [between(random, 500, 5000), between(random, 0.15, 0.4) * every];
  let [run, late, lasts] = [-1, 0, 0];
  return {
    next: (second) => {
      if (Math.floor(second / every) !== run) {
        [run, late, lasts] = [Math.floor(second / every), 240 * random(), length * lognormal(random, 0.12)];
      }
      const inside = (second % every) - late;
      return inside >= 0 && inside < lasts ? height * lognormal(random, 0.06) : 5 * random();
    },
    under: times,
    isJob: (second) => second % every < 1.5 * length,
    idle: () => 5 * random(),
    isOutput: true,
  };
}

/** Replicas of an autoscaled service: stairs that follow the load, sooner up than down. */
function replicas(random: Random): Metric {
  const load = workingLoad(random);
  const most = between(random, 8, 30);
  let [count, calm] = [1, 0];
  return {
    next: (second, step) => {
      const needed = Math.max(2, Math.ceil(most * load(second) * lognormal(random, 0.02)));
      calm = needed < count ? calm + step : 0;
      count = needed > count || calm >= 600 ? needed : count;
      return count;
    },
    under: (value, factor) => Math.max(0, Math.round(value * factor)),
    isStill: true,
    isOutput: true,
  };
}

/** The 99th percentile of a latency: skewed, slower under load. */
function latency(random: Random): Metric {
  const load = workingLoad(random);
  const [base, spread] = [between(random, 20, 400), between(random, 0.08, 0.22)];
  return { next: (second) => base * (1 + 0.8 * load(second) ** 2) * lognormal(random, spread), under: times };
}

/** Waiting requests of one server, by its arrivals and departures. */
function queue(random: Random): Metric {
  const load = workingLoad(random);
  const [rate, busy] = [between(random, 20, 60), between(random, 0.75, 0.92)];
  const looks = 12;
  let length = 0;
  return {
    next: (second) => {
      let sum = 0;
      for (let i = 0; i < looks; i++) {
        length = Math.max(0, length + poisson(random, busy * rate * load(second)) - poisson(random, rate));
        sum += length;
      }
      return sum / looks;
    },
    under: (value, factor) => Math.max(0, value + rate * (factor - 1)),
  };
}

/** A heap in MB: fills with the load, falls at each collection, on what stays. */
function heap(random: Random): Metric {
  const load = workingLoad(random);
  const [live, room, filled] = [between(random, 200, 800), between(random, 300, 900), between(random, 1200, 9000)];
  let [used, kept] = [0, live];
  return {
    next: (second, step) => {
      used += (room * load(second) * step * lognormal(random, 0.2)) / filled;
      if (used > room) {
        [used, kept] = [0.1 * room * random(), live * lognormal(random, 0.03)];
      }
      return kept + used;
    },
    under: times,
  };
}

/** Connections in use out of a pool. */
function pool(random: Random): Metric {
  const load = workingLoad(random);
  const size = [20, 50, 100, 200][Math.floor(4 * random())];
  const used = between(random, 0.3, 0.8) * size;
  return {
    next: (second) => Math.min(size, poisson(random, used * load(second))),
    under: (value, factor) => Math.min(size, Math.max(0, Math.round(value * factor))),
  };
}

/** Share of requests that a cache answers: near 1, and what is missed is skewed. */
function hitRatio(random: Random): Metric {
  const load = workingLoad(random);
  const [missed, spread] = [between(random, 0.005, 0.06), between(random, 0.05, 0.2)];
  return {
    next: (second) => 1 - missed * (1.3 - 0.4 * load(second)) * lognormal(random, spread),
    under: (value, factor) => Math.max(0, 1 - (1 - value) * (factor < 1 ? 1 / factor : factor)),
  };
}

/** Errors a row: none in most, one or two now and then. */
function errors(random: Random): Metric {
  const load = workingLoad(random);
  const [rate, worse] = [between(random, 0.01, 0.3), between(random, 3, 10)];
  return {
    next: (second) => poisson(random, rate * load(second)),
    under: (value, factor) => value + Math.round(worse * Math.abs(factor - 1)),
    isStill: true,
  };
}

/** Processor time with a job at the start of each hour. */
function cron(random: Random): Metric {
  const load = workingLoad(random);
  const [base, height, lasts] = [between(random, 5, 20), between(random, 20, 60), between(random, 180, 420)];
  return {
    next: (second) =>
      base * (0.6 + 0.4 * load(second)) * lognormal(random, 0.08) +
      (second % HOUR < lasts ? height * lognormal(random, 0.1) : 0),
    under: times,
    isJob: (second) => second % HOUR < lasts,
    idle: () => 0.8 * base * lognormal(random, 0.08),
  };
}

/** Requests a second, with weekends and, in half of the series, a day off among the working days. */
function traffic(random: Random): Metric {
  const load = workingLoad(random, true);
  const [rate, memory] = [between(random, 30, 3000), between(random, 0.3, 0.9)];
  let drift = 0;
  return {
    next: (second) => {
      drift = memory * drift + Math.log(lognormal(random, 0.03));
      return poisson(random, rate * load(second) * Math.exp(drift));
    },
    under: (value, factor) => Math.round(value * factor),
    isOutput: true,
  };
}

/** The rate of a counter whose scrapes come early or late, and sometimes not at all. */
function scraped(random: Random): Metric {
  const load = workingLoad(random);
  const [rate, jitter] = [between(random, 5, 500), between(random, 0.01, 0.06)];
  let late = 0;
  return {
    next: (second) => {
      const before = late;
      late = jitter * (random() - 0.5);
      return random() < 0.004 ? NaN : rate * load(second) * (1 + late - before) * lognormal(random, 0.03);
    },
    under: times,
    isOutput: true,
  };
}

const recipes = { batch, replicas, latency, queue, heap, pool, 'hit ratio': hitRatio, errors, cron, traffic, scraped };
export type HeldOutBackground = keyof typeof recipes;
export const HELD_OUT_BACKGROUNDS = Object.keys(recipes) as HeldOutBackground[];

export const drawMetric = (name: HeldOutBackground, random: Random): Metric => recipes[name](random);
