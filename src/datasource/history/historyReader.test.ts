import { RequestFailure } from '../api';
import { countPoints } from '../wire';
import { createChunkStore } from './chunkStore';
import { createHistory, type TestSeries } from '../../testing/historyKit';

const DAY = 86_400;
const NOW = 400 * DAY;
const steady = (more: Partial<TestSeries> = {}): TestSeries => ({
  metric: { job: 'a' },
  valueAt: (time) => time / 1000,
  delayAt: () => 0,
  ...more,
});
const month = { start: NOW - 30 * DAY, end: NOW, step: 60 };

function begin(...args: Parameters<typeof createHistory>) {
  const history = createHistory(...args);
  history.clock.now = NOW * 1000;
  return history;
}

test('30 days at 60 s are four or five requests in order, and a refresh asks for the newest and the late samples', async () => {
  const { read, asked, clock } = begin([steady()]);
  const cold = await read(month);
  expect(cold.columns[0].times).toHaveLength(43_201);
  expect(asked.length).toBeLessThanOrEqual(5);
  expect(asked.every(({ start }, i) => i === 0 || start === asked[i - 1].end + 60)).toBe(true);
  expect(cold.figures).toMatchObject({ requests: asked.length, fetchedPoints: 43_201, reusedPoints: 0 });

  asked.length = 0;
  clock.now += 60_000;
  const warm = await read({ ...month, start: month.start + 60, end: month.end + 60 });
  expect(asked).toEqual([{ start: NOW - 9 * 60, end: NOW + 60, step: 60 }]);
  expect(warm.columns[0].times).toHaveLength(43_201);
  expect(warm.figures.fetchedPoints / 43_201).toBeLessThan(0.01);
  expect(warm.figures).toMatchObject({ requests: 1, fetchedPoints: 11, reusedPoints: 43_190 });
});

test('a sample that came late is there after the next refresh', async () => {
  const late = steady({ delayAt: (time) => (time === NOW * 1000 ? 300_000 : 0) });
  const { read, clock } = begin([late]);
  expect((await read(month)).columns[0].times.at(-1)).toBe((NOW - 60) * 1000);
  clock.now += 360_000;
  const { columns } = await read({ ...month, end: NOW + 360 });
  expect(columns[0].times.slice(-7)).toEqual([0, 1, 2, 3, 4, 5, 6].map((n) => (NOW + n * 60) * 1000));
});

test('what is asked before and beside the newest samples makes those neither young nor final', async () => {
  // Within one chunk. Its last sample comes after eight minutes.
  const end = NOW + 500 * 60;
  const late = steady({ delayAt: (time) => (time === end * 1000 ? 480_000 : 0) });
  const { read, clock } = begin([late]);
  const hour = { start: end - 3600, end, step: 60 };
  clock.now = end * 1000;
  expect((await read(hour)).columns[0].times.at(-1)).toBe((end - 60) * 1000);
  clock.now += 540_000;
  await read({ ...hour, start: end - 7200, end: end - 3600 });
  clock.now += 120_000;
  expect((await read(hour)).columns[0].times.at(-1)).toBe(end * 1000);
});

test('a history that failed half way goes on from there', async () => {
  const broken = new RequestFailure({ kind: 'timed-out' }, 504);
  const { read, asked } = begin([steady()], 600_000, (request) => (request === 3 ? { fail: broken } : {}));
  await expect(read(month)).rejects.toBe(broken);
  const before = asked.length;
  const { columns } = await read(month);
  expect(columns[0].times).toHaveLength(43_201);
  expect(asked[before].start).toBe(asked[2].start);
});

test('a partial answer is shown with its warning, and not kept', async () => {
  const { read, asked } = begin([steady()], 600_000, (request) =>
    request === 1 ? { warnings: ['store gateway down'] } : {}
  );
  const hour = { start: NOW - 3600, end: NOW, step: 60 };
  expect((await read(hour)).warnings).toEqual(['store gateway down']);
  expect((await read(hour)).warnings).toEqual([]);
  expect(asked).toHaveLength(2);
});

test('what Prometheus says of the query comes with the kept answer, too', async () => {
  const warnings = ['PromQL warning: encountered a mix of histograms and floats'];
  const { read, asked } = begin([steady()], 600_000, () => ({ warnings, infos: ['PromQL info: not a counter'] }));
  const hour = { start: NOW - 3600, end: NOW, step: 60 };
  await read(hour);
  expect(await read(hour)).toMatchObject({ warnings, infos: ['PromQL info: not a counter'] });
  expect(asked).toHaveLength(1);
});

test('two panels with one question fetch it once', async () => {
  const { read, asked } = begin([steady()]);
  const [one, other] = await Promise.all([read(month), read(month)]);
  expect(other.columns).toEqual(one.columns);
  expect(asked.reduce((sum, piece) => sum + countPoints(piece), 0)).toBe(43_201);
});

test('a server that is too busy is asked again, ever later; Prometheus’ own time-out is not', async () => {
  const busy = new RequestFailure({ kind: 'http', status: 429, message: 'slow down' }, 429);
  const { read, waits } = begin([steady()], 600_000, (request) => (request <= 2 ? { fail: busy } : {}));
  expect((await read(month)).columns[0].times).toHaveLength(43_201);
  expect(waits).toEqual([1000, 2000]);

  const slow = new RequestFailure({ kind: 'prometheus', errorType: 'timeout', error: 'query timed out' }, 503);
  const other = begin([steady()], 600_000, () => ({ fail: slow }));
  await expect(other.read(month)).rejects.toBe(slow);
  expect(other.asked).toHaveLength(1);
});

test('a busy server is left alone in the end', async () => {
  const busy = new RequestFailure({ kind: 'http', status: 503, message: '' }, 503);
  const { read, asked } = begin([steady()], 600_000, () => ({ fail: busy }));
  await expect(read(month)).rejects.toBe(busy);
  expect(asked).toHaveLength(5);
});

test('an aborted question asks for no further piece, and leaves the others alone', async () => {
  const abort = new AbortController();
  const history = begin([steady()], 600_000, (request) => {
    if (request === 2) {
      abort.abort();
    }
    return {};
  });
  const cancelled = history.read(month, abort.signal).catch((error: RequestFailure) => error.detail);
  const other = history.read({ ...month, step: 120 });
  expect(await cancelled).toEqual({ kind: 'cancelled' });
  expect((await other).columns[0].times).toHaveLength(21_601);
});

test('a clock ahead of the server’s leaves no hole for ever', async () => {
  const until = (end: number) => [steady({ valueAt: (time) => (time <= end * 1000 ? 1 : undefined) })];
  const twoHours = (end: number) => ({ start: end - 7200, end, step: 60 });
  // The page believes that it is twenty minutes later than the newest sample.
  const { read, store } = begin(until(NOW - 1200));
  await read(twoHours(NOW));
  const later = begin(until(NOW + 60), 600_000, undefined, store);
  later.clock.now += 60_000;
  expect((await later.read(twoHours(NOW + 60))).columns[0].times).toHaveLength(121);
});

test('memory is bounded, and what went is fetched again', async () => {
  const store = createChunkStore(undefined, 100_000);
  const { read, asked } = begin([steady()], 600_000, undefined, store);
  expect((await read(month)).columns[0].times).toHaveLength(43_201);
  expect(await store.size('p')).toBeLessThanOrEqual(100_000);
  const count = asked.length;
  expect((await read(month)).columns[0].times).toHaveLength(43_201);
  expect(asked.length).toBeGreaterThan(count);
});
