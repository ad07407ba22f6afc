import { type ForecastResult, forecastBaseline } from '../../core/fitted';
import type { Answer } from './answer';
import { Rounds, type RoundParts } from './rounds';
import { belongsTo } from './shard';
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

function withResolvers() {
  let resolve = () => {};
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}

function createWorld({ interval = 60, ...change }: Partial<RoundParts> & { interval?: number } = {}) {
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
    config: { queries: [query], interval, refit: 3600, maxSeries: 10, timeZone: 'UTC' },
    query: async (_, plan) => {
      world.asked.push(plan);
      // Fewer fine samples than are asked for: each costs a score.
      const begin = Math.floor(world.now / MINUTE) * MINUTE - 5 * HOUR;
      const start = plan.step === 60 ? Math.max(plan.start, begin) : plan.start;
      return world.ids
        .map((id) => ({ id, metric: { id }, ...wave(start, plan.end, 1000 * plan.step) }))
        .filter(({ times }) => times.length > 0);
    },
    answer,
    now: () => world.now,
    isMine: () => true,
    recall: async () => undefined,
    remember: async (key, value) => void world.stored.set(key, value),
    forget: async (key) => void world.stored.delete(key),
    log: (sentence) => world.said.push(sentence),
    ...change,
  });
  const round = () => rounds.run(new AbortController().signal);
  /** a round, and the fits that it began */
  const run = async () => {
    await round();
    await rounds.idle();
  };
  return { world, rounds, round, run };
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
  const { world, run, rounds } = createWorld({ recall: async (key) => first.world.stored.get(key) as never });
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
  for (let i = 0; i < 10; i++) {
    world.now += MINUTE;
    await run();
  }
  expect(world.said).toContain('g/q: away');
  expect(rounds.counters.errors.get('query')).toBe(10);
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
  expect([...world.stored.keys()]).toEqual(['g/q/s0']);
});

test('a series is gone once its query answers without it for longer than Prometheus looks back, and back with its next sample', async () => {
  const { world, rounds, run } = createWorld();
  await run();
  const ask = rounds['parts'].query;
  const left = world.now;
  // An answer over the past has it still.
  const until = (one: Samples, end: number) => ({
    ...one,
    ...wave(one.times[0], Math.min(end, one.times.at(-1)!), MINUTE),
  });
  let end = left;
  rounds['parts'].query = async (...args) =>
    (await ask(...args)).map((one) => (one.id === 'a' ? until(one, end) : one)).filter(({ times }) => times.length > 0);
  const gone = async (minutes: number) => {
    world.now = left + minutes * MINUTE;
    await run();
    return rounds.all().map(({ isGone }) => isGone);
  };
  expect(await gone(5)).toEqual([false, false]);
  expect(await gone(8)).toEqual([true, false]);
  end = Infinity;
  expect(await gone(9)).toEqual([false, false]);
});

test('a Prometheus that was away for longer than a forecast is of use takes no series with it', async () => {
  const { world, rounds, run } = createWorld();
  await run();
  const ask = rounds['parts'].query;
  rounds['parts'].query = () => Promise.reject(new Error('away'));
  world.now += 9 * HOUR;
  await run();
  expect(rounds.all().map(({ isGone }) => isGone)).toEqual([false, false]);
  expect(world.stored.size).toBe(2);
  rounds['parts'].query = ask;
  world.now += MINUTE;
  await run();
  expect(rounds.all()[0].shown!.forecast.point.length).toBe(12);
});

test('a clock that is set back by a day does not put off the next fit by a day', async () => {
  const { world, run } = createWorld();
  await run();
  world.now -= 24 * HOUR;
  await run();
  expect(world.fits).toBe(4);
});

test('a round does not wait for a fit, and a fit under way is not begun twice', async () => {
  const { promise, resolve } = withResolvers();
  const { world, rounds, round } = createWorld({
    answer: async ({ series, options, thresholds }) => {
      world.fits++;
      await promise;
      return { result: forecastBaseline(series, options, thresholds) };
    },
  });
  await round();
  world.now += MINUTE;
  await round();
  expect(world.fits).toBe(2);
  expect(rounds.all().map(({ shown }) => shown)).toEqual([undefined, undefined]);
  resolve();
  await rounds.idle();
  expect(rounds.all().map(({ shown }) => shown!.forecast.point.length)).toEqual([12, 12]);
});

test('a series that comes later is asked for from its beginning, once', async () => {
  const { world, rounds, run } = createWorld();
  await run();
  world.ids.push('late');
  world.now += MINUTE;
  world.asked = [];
  await run();
  const late = rounds.all().find(({ id }) => id === 'late')!;
  expect(late.samples.all().times.length).toBe(5 * 60 + 1);
  world.asked = [];
  world.now += MINUTE;
  await run();
  expect(world.asked).toHaveLength(1);
});

test('rounds of a quarter of a minute see one sample a minute, as a panel does, from a week before on', async () => {
  const { world, rounds, run } = createWorld({ interval: 15 });
  await run();
  const [first] = world.asked;
  expect(first.step).toBe(60);
  expect((first.end - first.start) / MINUTE).toBeGreaterThanOrEqual(9500);
  world.now += MINUTE / 2;
  await run();
  const { times } = rounds.all()[0].samples.all();
  expect(Array.from(times, (time) => time % MINUTE).every((rest) => rest === 0)).toBe(true);
  expect(times[times.length - 1]).toBe(Math.floor(world.now / MINUTE) * MINUTE);
});

test('a history that does not come leaves the samples watched, is said once, and is asked for again', async () => {
  let isBroken = true;
  const { world, rounds, run } = createWorld();
  const ask = rounds['parts'].query;
  rounds['parts'].query = (expr, plan, signal) =>
    isBroken && plan.step > 60 ? Promise.reject(new Error('too many points')) : ask(expr, plan, signal);
  await run();
  const [one] = rounds.all();
  expect(one.error).toEqual({ kind: 'history-failed', message: 'too many points' });
  expect(one.samples.newest).toBeCloseTo(50);
  isBroken = false;
  await run();
  expect(world.fits).toBe(0);
  world.now += MINUTE;
  await run();
  expect(world.fits).toBe(2);
  expect(one.error).toBeUndefined();
  expect(world.said.filter((sentence) => sentence.includes('too many points'))).toHaveLength(2);
});

test('two shards watch each series once', async () => {
  const ids = await Promise.all(
    [0, 1].map(async (index) => {
      const { world, rounds, run } = createWorld({ isMine: (key) => belongsTo(key, { index, count: 2 }) });
      world.ids = Array.from({ length: 8 }, (_, i) => `s${i}`);
      await run();
      expect(world.fits).toBe(rounds.all().length);
      return rounds.all().map(({ id }) => id);
    })
  );
  expect(ids.every(({ length }) => length > 0)).toBe(true);
  expect(ids.flat().sort()).toEqual(['s0', 's1', 's2', 's3', 's4', 's5', 's6', 's7']);
});

test('a series that another process takes over is let go, and known still when it comes back', async () => {
  let mine = ['g/q/a', 'g/q/b'];
  const slots: string[] = [];
  const { world, rounds, run } = createWorld({ isMine: (key) => mine.includes(key) });
  const { answer } = rounds['parts'];
  rounds['parts'].answer = (task, fit) => {
    slots.push(fit.slot);
    return answer(task, fit);
  };
  rounds['parts'].recall = async (key) => world.stored.get(key) as never;
  await run();
  mine = ['g/q/a'];
  world.now += MINUTE;
  await run();
  expect(rounds.all().map(({ id }) => id)).toEqual(['a']);
  expect(world.stored.has('g/q/b')).toBe(true);
  mine = ['g/q/a', 'g/q/b'];
  world.now += MINUTE;
  await run();
  expect(world.fits).toBe(2);
  expect(rounds.all().map(({ samples }) => samples.all().times.length)).toEqual([303, 301]);
  world.now += HOUR;
  await run();
  expect(new Set(slots).size).toBe(4);
});

test('where what is known cannot be asked for nothing is taken, and the next round begins again', async () => {
  let isAway = true;
  const { world, rounds, run } = createWorld({
    recall: async (key) => {
      if (isAway && key.endsWith('b')) {
        throw new Error('Redis is away');
      }
      return undefined;
    },
  });
  await run();
  expect(rounds.all()).toEqual([]);
  expect(world.said).toEqual(['g/q: Redis is away']);
  isAway = false;
  world.now += MINUTE;
  await run();
  expect(rounds.all().map(({ samples }) => samples.all().times.length)).toEqual([301, 301]);
});

test('what was remembered of another question is fitted anew', async () => {
  const first = createWorld();
  await first.run();
  const { world, run, rounds } = createWorld({ recall: async (key) => first.world.stored.get(key) as never });
  rounds['parts'].config.queries[0].thresholds.push({ value: 60, direction: 'above' });
  await run();
  expect(world.fits).toBe(2);
});

test('a forecast of which all has passed is shown no more', async () => {
  const { world, rounds, run } = createWorld();
  await run();
  const ask = rounds['parts'].query;
  rounds['parts'].query = (expr, plan, signal) =>
    plan.step > 60 ? Promise.reject(new Error('away')) : ask(expr, plan, signal);
  world.now += 7 * HOUR;
  await run();
  expect(rounds.all()[0].shown).toBeUndefined();
});

test('a forecast that cannot be kept is a forecast still', async () => {
  const { world, rounds, run } = createWorld({
    remember: () => Promise.reject(new Error('disk full')),
  });
  await run();
  expect(rounds.all()[0].shown!.forecast.point.length).toBe(12);
  expect(rounds.counters.errors.get('state')).toBe(2);
  expect(world.said.join()).toContain('cannot be kept for the next start: disk full');
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
