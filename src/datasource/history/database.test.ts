import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { bytesOf, type Chunk } from './chunk';
import { createChunkStore } from './chunkStore';
import { createChunkDatabase } from './database';
import { createHistory } from '../../testing/historyKit';

const chunk = (index: number, points = 100): Chunk => ({
  index,
  from: index * 1000,
  to: index * 1000 + points - 1,
  settled: index * 1000 + points - 1,
  fetchedAt: 0,
  series: [
    { metric: { a: 'b' }, at: Uint16Array.from({ length: points }, (_, i) => i), values: new Float64Array(points) },
  ],
  warnings: [],
  infos: [],
});
const size = bytesOf(chunk(0));
const entry = (key: string, limit = 10 * size, source = 'p') => ({ source, key, limit });

test('a reload fetches nothing', async () => {
  const factory = new IDBFactory();
  const series = [{ metric: { job: 'a' }, valueAt: (time: number) => time, delayAt: () => 0 }];
  const range = { start: 0, end: 5000 * 60, step: 60 };
  const page = () => {
    const history = createHistory(series, 600_000, () => ({}), createChunkStore(createChunkDatabase(factory)));
    history.clock.now = range.end * 1000;
    return history;
  };
  const before = page();
  const first = await before.read(range);
  const after = page();
  const second = await after.read(range);
  expect(after.asked).toEqual([]);
  expect(second.columns).toEqual(first.columns);
  expect(second.figures).toMatchObject({ requests: 0, fetchedPoints: 0, reusedPoints: 5001 });
});

test('the least recently used entries go, those of other data sources stay', async () => {
  let now = 0;
  const db = createChunkDatabase(new IDBFactory(), () => now++);
  await db.save(entry('other', 10 * size, 'q'), [chunk(0)]);
  for (const key of ['a', 'b']) {
    await db.save(entry(key, 3 * size), [chunk(0)]);
  }
  await db.load(entry('a'), 0, 0);
  await db.save(entry('c', 3 * size), [chunk(0), chunk(1)]);
  const left = await Promise.all(['a', 'b', 'c'].map((key) => db.load(entry(key), 0, 9)));
  expect(left.map((chunks) => chunks.length)).toEqual([1, 0, 2]);
  expect(await db.load(entry('other', 0, 'q'), 0, 9)).toHaveLength(1);
  expect(await db.size('p')).toBe(3 * size);
});

test('of an entry that is larger than all that may be kept its newest chunks stay', async () => {
  const db = createChunkDatabase(new IDBFactory());
  await db.save(
    entry('a', 2 * size),
    [0, 1, 2, 3].map((index) => chunk(index))
  );
  expect((await db.load(entry('a'), 0, 9)).map(({ index }) => index)).toEqual([2, 3]);
  expect(await db.size('p')).toBe(2 * size);
});

test('clearing leaves nothing of a data source, in memory and below, and all of the others', async () => {
  const store = createChunkStore(createChunkDatabase(new IDBFactory()));
  await store.save(entry('a'), [chunk(0)]);
  await store.save(entry('z', 10 * size, 'q'), [chunk(0)]);
  await store.clear('p');
  expect([await store.size('p'), await store.size('q')]).toEqual([0, size]);
  expect((await store.load(entry('a'), 0, 0)).size).toBe(0);
});

test.each([
  ['none', undefined],
  [
    'one that refuses',
    {
      open: () => {
        throw new Error('blocked');
      },
    } as unknown as IDBFactory,
  ],
])('with %s as the database, memory serves', async (_, factory) => {
  const store = createChunkStore(createChunkDatabase(factory));
  await store.save(entry('a'), [chunk(0)]);
  expect((await store.load(entry('a'), 0, 0)).size).toBe(1);
  expect(await store.size('p')).toBe(size);
});

test('where nothing may be kept, nothing is written', async () => {
  const put = jest.spyOn(IDBObjectStore.prototype, 'put');
  const db = createChunkDatabase(new IDBFactory());
  await db.save(entry('a', 0), [chunk(0)]);
  expect(put).not.toHaveBeenCalled();
  put.mockRestore();
});

test.each<[string, unknown]>([
  ['a text', 'x'],
  ['places beyond the chunk', { ...chunk(0), series: [{ ...chunk(0).series[0], at: Uint16Array.of(1000) }] }],
  ['places that fall', { ...chunk(0, 2), series: [{ ...chunk(0, 2).series[0], at: Uint16Array.of(1, 0) }] }],
  ['fewer values than places', { ...chunk(0), series: [{ ...chunk(0).series[0], values: new Float64Array(1) }] }],
  ['values of another kind', { ...chunk(0), series: [{ ...chunk(0).series[0], values: ['<b>'] }] }],
  ['a label that is no text', { ...chunk(0), series: [{ ...chunk(0).series[0], metric: { a: {} } }] }],
  ['bounds of another chunk', { ...chunk(0), from: -5 }],
  ['notices that are no texts', { ...chunk(0), warnings: [{}] }],
])('%s in the database is as good as nothing', async (_, stored) => {
  const factory = new IDBFactory();
  const db = createChunkDatabase(factory);
  await db.save(entry('a'), [chunk(0), chunk(1)]);
  await new Promise<void>((resolve) => {
    factory.open('presage-prometheus-datasource').onsuccess = ({ target }) => {
      const { result } = target as IDBOpenDBRequest;
      result.transaction('chunks', 'readwrite').objectStore('chunks').put(stored, ['a', 0]).onsuccess = () => resolve();
    };
  });
  expect((await db.load(entry('a'), 0, 1)).map(({ index }) => index)).toEqual([1]);
});
