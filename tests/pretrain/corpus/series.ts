import type { Series } from '../../../src/core/series/series';
import type { Random } from '../../../src/engine/model/random';
import { chance, integer, logUniform, pick, uniform, type Range } from './draws';
import { events, type EventKind } from './events';
import { FAMILIES } from './families';
import { makeNoise, makeWalk } from './noise';
import { observations } from './observe';
import { makeSeason } from './season';

export interface SyntheticSeries {
  family: string;
  series: Series;
}

/** Seconds between values, and how often. */
const STEPS = [
  { step: 300, share: 0.3 },
  { step: 600, share: 3 },
  { step: 900, share: 1 },
  { step: 1800, share: 1.2 },
  { step: 3600, share: 0.8 },
];
const DAY_SECONDS = 86_400;
const WEEK_MS = 7 * DAY_SECONDS * 1000;
/** Mondays are counted from here: a Monday at 0:00 UTC. */
const MONDAY = Date.UTC(2024, 0, 1);

/** One series of one family, of `days` days. */
export function makeSyntheticSeries(random: Random, days: number): SyntheticSeries {
  const family = pick(random, FAMILIES, ({ share }) => share);
  const { step } = pick(random, STEPS, ({ share }) => share);
  const day = DAY_SECONDS / step;
  const length = Math.round(days * day);
  const start = MONDAY + step * 1000 * integer(random, [0, WEEK_MS / step / 1000]);
  const season = makeSeason(random, length, day, localStart(random, start));
  const noise = makeNoise(random, season, day);
  const walk = makeWalk(random, length, day);
  const sizes = [size(random, family.season), size(random, family.noise), size(random, family.walk)];
  const latent = season.map((value, t) => sizes[0] * value + sizes[1] * noise[t] + sizes[2] * walk[t]);
  for (const [kind, { share, rate }] of Object.entries(family.events)) {
    if (chance(random, share)) {
      events[kind as EventKind](random, latent, day, rate[0] > 0 ? logUniform(random, rate) : 0);
    }
  }
  const values = observations[pick(random, family.observations)](random, latent);
  loseSome(random, values);
  return { family: family.name, series: { start, step, values } };
}

/** Local time in days since a Monday: most people live in the dashboard's time zone, or within ten hours of it. */
function localStart(random: Random, start: number): number {
  const hours = chance(random, 0.5) ? 0 : uniform(random, [-10, 10]);
  return 7 + (start - MONDAY) / DAY_SECONDS / 1000 + hours / 24;
}

/** Evenly over a range that may start at 0. */
function size(random: Random, range: Range): number {
  return range[0] > 0 ? logUniform(random, range) : uniform(random, range);
}

/** Scrapes fail now and then: single values and, rarely, hours of them. */
function loseSome(random: Random, values: Float64Array): void {
  if (chance(random, 0.2)) {
    const share = logUniform(random, [0.001, 0.05]);
    values.forEach((_, t) => (values[t] = chance(random, share) ? NaN : values[t]));
  }
  if (chance(random, 0.1)) {
    const from = integer(random, [0, values.length - 1]);
    values.fill(NaN, from, from + integer(random, [1, Math.ceil(values.length / 50)]));
  }
}
