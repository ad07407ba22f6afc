import { type ForecastResult, forecastBaseline } from '../../core/fitted';
import type { Answer } from './answer';
import { Rounds, type RoundParts } from './rounds';
import { watchedQuery } from '../config';
import type { Samples } from '../prometheus';

const START = Date.UTC(2026, 10, 1);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A daily wave as Prometheus would answer it. */
const wave = (start: number, end: number, stepMs: number): Pick<Samples, 'times' | 'values'> => {
  const times = Array.from({ length: Math.floor((end - start) / stepMs) + 1 }, (_, i) => start + i * stepMs);
  return { times, values: times.map((time) => 50 + 20 * Math.sin((time / HOUR / 24) * 2 * Math.PI)) };
};

/** The same wave has the same forecast: it is made once for each end. */
const results = new Map<number, ForecastResult>();

function createWorld(change: Partial<RoundParts> = {}) {
  const world = {
    now: START + 30 * 24 * HOUR,
    ids: ['a', 'b'],
    asked: [] as Array<{ start: number; end: number; step: number }>,
    fits: 0,
    said: [] as string[],
    stored: new Map<string, unknown>(),
  };
  const answer: Answer = async ({ series, options, thresholds }) => {
    world.fits++;
    const result = results.get(series.start) ?? forecastBaseline(series, options, thresholds);
    results.set(series.start, result);
    return { result };
  };
  const query = { ...watchedQuery('g/q', 'up', {}), train: false };
  const rounds = new Rounds({
    config: { queries: [query], interval: 60, refit: 3600, maxSeries: 10, timeZone: 'UTC' },
    query: async (_, plan) => {
      world.asked.push(plan);
      return world.ids.map((id) => ({ id, metric: { id }, ...wave(plan.start, plan.end, 1000 * plan.step) }));
    },
    answer,
    now: () => world.now,
    recall: () => undefined,
    remember: (key, value) => void world.stored.set(key, value),
    log: (sentence) => world.said.push(sentence),
    ...change,
  });
  const run = () => rounds.run(new AbortController().signal);
  return { world, rounds, run };
}

test('the first round fits every series and scores it; the next ones score alone and ask for the new samples alone', async () => {
  const { world, rounds, run } = createWorld();
  await run();
  expect(world.fits).toBe(2);
  expect(rounds.all().map(({ shown }) => shown!.forecast.point.length)).toEqual([12, 12]);
  world.asked = [];
  world.now += MINUTE;
  await run();
  expect(world.fits).toBe(2);
  expect(world.asked).toHaveLength(1);
  expect(world.asked[0].end - world.asked[0].start).toBeLessThanOrEqual(3 * MINUTE);
  expect(rounds.all()[0].shown!.seen!.until).toBe(Math.floor(world.now / MINUTE) * MINUTE);
});

test('a series is fitted anew when its forecast is older than asked', async () => {
  const { world, run } = createWorld();
  await run();
  world.now += HOUR;
  await run();
  expect(world.fits).toBe(4);
});

test('a restart goes on with what was remembered', async () => {
  const first = createWorld();
  await first.run();
  const { world, run, rounds } = createWorld({ recall: (key) => first.world.stored.get(key) as never });
  await run();
  expect(world.fits).toBe(0);
  expect(rounds.all()[0].shown!.forecast.point.length).toBe(12);
});

test('while Prometheus is away the last forecasts stand, what failed is said, and what was missed is caught up', async () => {
  let isAway = false;
  const { world, rounds, run } = createWorld();
  const ask = rounds['parts'].query;
  rounds['parts'].query = (expr, plan, signal) =>
    isAway ? Promise.reject(new Error('away')) : ask(expr, plan, signal);
  await run();
  isAway = true;
  for (let i = 0; i < 50; i++) {
    world.now += MINUTE;
    await run();
  }
  expect(world.said).toContain('g/q: away');
  expect(rounds.counters.errors.get('query')).toBe(50);
  expect(rounds.all()).toHaveLength(2);
  isAway = false;
  world.now += MINUTE;
  await run();
  const { times, values } = rounds.all()[0].samples.all();
  expect(times[times.length - 1]).toBe(Math.floor(world.now / MINUTE) * MINUTE);
  expect(Array.from(values).slice(-60).every(Number.isFinite)).toBe(true);
});

test('series beyond the limit are left out and counted; one that is gone is forgotten after its horizon', async () => {
  const { world, rounds, run } = createWorld();
  world.ids = Array.from({ length: 12 }, (_, i) => `s${i}`);
  await run();
  expect(rounds.all()).toHaveLength(10);
  expect(rounds.counters.leftOut).toBe(2);
  world.ids = ['s0'];
  world.now += 8 * HOUR;
  await run();
  expect(rounds.all().map(({ id }) => id)).toEqual(['s0']);
});

test('what cannot be forecast keeps its error and is tried again, not at every round', async () => {
  const { world, rounds, run } = createWorld({
    answer: async () => {
      world.fits++;
      throw new Error('broken');
    },
  });
  await run();
  expect(rounds.all()[0].error).toEqual({ kind: 'worker-failed', message: 'broken' });
  const tried = world.fits;
  await run();
  expect(world.fits).toBe(tried);
  world.now += 2 * MINUTE;
  await run();
  expect(world.fits).toBe(2 * tried);
});
