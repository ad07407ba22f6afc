import { createNoise } from '../../../src/testing/testSeries';
import { type Series } from '../../../src/core/series/series';

const START = Date.UTC(2026, 9, 1);
const DAYS = 36;
const DAY = 144;
const SEEDS = [1, 2, 3, 4, 5];

type Course = (day: number, noise: () => number) => number;
const wave = (day: number) => Math.sin(2 * Math.PI * day);

/** Series that go where they have never been, by seed. */
const COURSES: Readonly<Record<string, (seed: number) => Course>> = {
  filling: (seed) => (day, noise) => 20 + (1 + (seed % 3)) * day + 0.3 * wave(day + 0.2 * seed) + 0.1 * noise(),
  leak: (seed) => (day, noise) => 30 + 25 * (((day + 0.37 * seed) / (1.5 + 0.7 * (seed % 4))) % 1) + 0.5 * noise(),
  growing: (seed) => (day, noise) => (1 + day / (15 + 5 * seed)) * (50 + 20 * wave(day + 0.2 * seed) + 2 * noise()),
  walk: () => {
    let level = 100;
    return (_, noise) => (level += 0.3 * noise());
  },
};

export function* trendingSeries(): Generator<{ family: string; name: string; series: Series }> {
  for (const [name, courseOf] of Object.entries(COURSES)) {
    for (const seed of SEEDS) {
      const course = courseOf(seed);
      const noise = createNoise(70 + seed);
      const values = Float64Array.from({ length: DAYS * DAY }, (_, i) => course(i / DAY, noise));
      yield { family: `trend ${name}`, name: `${name} ${seed}`, series: { start: START, step: 86_400 / DAY, values } };
    }
  }
}
