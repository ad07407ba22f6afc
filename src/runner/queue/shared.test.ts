import { setTimeout } from 'node:timers/promises';
import { ForecastFailure } from '../../core/options';
import { type RedisServer, startRedis } from '../../testing/redis';
import type { Watches } from '../alerts';
import { watchedQuery } from '../config';
import type { ForecastTask, Pool, Remembered } from '../forecasts';
import type { Backing } from './backing';
import { createShared } from './shared';

const TASK = { series: { start: 0, step: 60, values: Float64Array.of(1, NaN, -Infinity) } } as unknown as ForecastTask;
const FIT = { key: 'disk/used/a', slot: 'first' };
const CONFIG = { queries: [watchedQuery('disk/used', 'disk', {})], threads: 1 };

let redis: RedisServer;
let open: Backing[];
let said: string[];
beforeEach(async () => {
  [open, said] = [[], []];
  redis = await startRedis();
});
afterEach(async () => {
  await Promise.all(open.map((one) => one.stop()));
  await redis.stop();
});

/** A replica whose threads answer as told, and the tasks that they got. */
async function join(answer: Pool['answer'] = async () => ({ result: {} }) as never, address = redis.url) {
  const tasks: ForecastTask[] = [];
  const pool: Pool = {
    answer: (task) => {
      tasks.push(task);
      return answer(task);
    },
    waiting: () => 0,
    stop: async () => {},
  };
  const backing = await createShared(CONFIG, address, pool, (sentence) => said.push(sentence));
  open.push(backing);
  return { backing, tasks };
}

const KEYS = Array.from({ length: 200 }, (_, i) => `disk/used/${i}`);
const shareOf = async ({ backing }: { backing: Backing }) => KEYS.filter((await backing.begin())!);

test('one alone watches all; a second takes its share, and gives it back when it ends', async () => {
  const first = await join();
  expect(await shareOf(first)).toEqual(KEYS);
  const second = await join();
  const taken = await shareOf(second);
  expect(taken.length).toBeGreaterThan(60);
  const left = await shareOf(first);
  expect([...left, ...taken].sort()).toEqual([...KEYS].sort());
  expect(first.backing.standing().replicas).toBe(2);
  await open.pop()!.stop();
  expect(await shareOf(first)).toEqual(KEYS);
});

const valuesOf = ({ result }: object & { result?: unknown }) => Array.from((result as { values: Float64Array }).values);

test('a fit that two find due is computed once, by one of them, and both have its answer', async () => {
  const answer: Pool['answer'] = async ({ series }) => {
    await setTimeout(100);
    return { result: { values: series.values } } as never;
  };
  const [a, b] = [await join(answer), await join(answer)];
  await Promise.all([a.backing.begin(), b.backing.begin()]);
  const found = await Promise.all([a, b].map(({ backing }) => backing.answer(TASK, FIT)));
  found.forEach((one) => expect(valuesOf(one)).toEqual([1, NaN, -Infinity]));
  expect(a.tasks.length + b.tasks.length).toBe(1);
  // The next one who finds it due, and died before, has it at once.
  await b.backing.answer(TASK, FIT);
  await b.backing.answer(TASK, { ...FIT, slot: 'second' });
  expect(a.tasks.length + b.tasks.length).toBe(2);
});

test('why a series cannot be forecast comes back as it was', async () => {
  const { backing } = await join(() => Promise.reject(new ForecastFailure({ kind: 'no-values' })));
  await backing.begin();
  await expect(backing.answer(TASK, FIT)).rejects.toMatchObject({ detail: { kind: 'no-values' } });
});

test('the fit of a process that died is computed by another', async () => {
  const dead = await join(() => new Promise(() => {}));
  await dead.backing.begin();
  void dead.backing.answer(TASK, FIT).catch(() => {});
  while (dead.tasks.length === 0) {
    await setTimeout(20);
  }
  await open.pop()!.stop();
  const { backing, tasks } = await join();
  await backing.begin();
  await backing.answer(TASK, FIT);
  expect(tasks).toHaveLength(1);
}, 60_000);

const remembered = {
  ...{ fittedAt: 1, question: 'q', model: { weights: Float32Array.of(1.5) } },
  result: { forecast: {}, expected: {}, report: {}, breaches: [], anomalies: [] },
} as unknown as Remembered;

test('what one remembers another recalls, until it is forgotten', async () => {
  const [a, b] = [await join(), await join()];
  await a.backing.remember('k', remembered);
  const { model, ...plain } = (await b.backing.recall('k'))!;
  const { model: _, ...expected } = remembered;
  expect(plain).toEqual(expected);
  expect(Array.from((model as unknown as { weights: Float32Array }).weights)).toEqual([1.5]);
  await b.backing.forget('k');
  expect(await a.backing.recall('k')).toBeUndefined();
});

test('what is no forecast is said, and not used', async () => {
  const { backing } = await join();
  await backing.remember('k', { other: 1 } as never);
  expect(await backing.recall('k')).toBeUndefined();
  expect(said.join()).toMatch(/k cannot be used, and is made anew: it holds something else/);
});

test('alerts go from hand to hand: each process writes its own, and removes what is over', async () => {
  const [a, b] = [await join(), await join()];
  await Promise.all([shareOf(a), shareOf(b)]);
  const [mine, yours] = [await shareOf(a), await shareOf(b)];
  const watch = (series: string): Watches[number] => [`${series}/above/90`, { series, rounds: 1 }];
  await a.backing.watches();
  await a.backing.keepWatches([watch(mine[0]), watch(mine[1])]);
  await b.backing.watches();
  await b.backing.keepWatches([watch(yours[0])]);
  const sorted = async () => (await b.backing.watches()).map(([, { series }]) => series).sort();
  expect(await sorted()).toEqual([mine[0], mine[1], yours[0]].sort());
  await a.backing.watches();
  await a.backing.keepWatches([watch(mine[1])]);
  expect(await sorted()).toEqual([mine[1], yours[0]].sort());
});

test('without Redis nothing is watched and a sentence says why; when it comes, and when it comes back, all goes on', async () => {
  const { port } = redis;
  await redis.stop();
  const { backing, tasks } = await join();
  expect(await backing.begin()).toBeUndefined();
  expect(backing.standing().problem).toMatch(
    new RegExp(`^Redis at 127\\.0\\.0\\.1:${port} did not answer: .*ECONNREFUSED.*Check the address of the queue`)
  );
  await expect(backing.answer(TASK, FIT)).rejects.toThrow('did not answer');

  const begun = async () => {
    for (let tries = 0; tries < 100 && backing.standing().problem !== undefined; tries++) {
      await setTimeout(100);
      await backing.begin();
    }
    expect(backing.standing().problem).toBeUndefined();
  };
  redis = await startRedis({ port });
  await begun();
  await backing.answer(TASK, FIT);

  await redis.stop();
  const share = await backing.begin();
  expect(KEYS.every(share!)).toBe(true);
  await expect(backing.recall('k')).rejects.toThrow('did not answer');
  const waited = backing.answer(TASK, { ...FIT, slot: 'third' });
  redis = await startRedis({ port });
  await begun();
  await backing.answer(TASK, { ...FIT, slot: 'second' });
  await waited;
  expect(tasks).toHaveLength(3);
  expect(said.filter((sentence) => sentence.includes('did not answer'))).toHaveLength(2);
  expect(said.filter((sentence) => sentence.endsWith('answers again.'))).toHaveLength(2);
}, 60_000);

test('a fit that a Redis lost is said to be lost, and not waited for without end', async () => {
  const { port } = redis;
  const { backing } = await join(() => new Promise(() => {}));
  await backing.begin();
  const lost = expect(backing.answer(TASK, FIT)).rejects.toThrow('The queue has lost this fit.');
  await setTimeout(200);
  await redis.stop();
  redis = await startRedis({ port });
  await lost;
}, 60_000);

test('a password that is not taken is said, and is in no sentence', async () => {
  const secret = await startRedis({ password: 'hunter2' });
  try {
    const right = await join(undefined, secret.url);
    expect(await right.backing.begin()).toBeDefined();
    const wrong = await join(undefined, secret.url.replace('hunter2', 'guess77'));
    expect(await wrong.backing.begin()).toBeUndefined();
    expect(said.join()).toMatch(/refused: WRONGPASS.*Check the user and the password/);
    expect(said.join()).not.toMatch(/hunter2|guess77/);
  } finally {
    await Promise.all(open.splice(0).map((one) => one.stop()));
    await secret.stop();
  }
});
