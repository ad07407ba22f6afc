import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { exampleModel } from '../../testing/fakeWorker';
import { createModelStore } from './modelStore';

jest.mock('../realm', () => ({ isSandboxed: true }));

/** All that a database holds. */
async function readAll(factory: IDBFactory): Promise<unknown[]> {
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve) => (request.onsuccess = () => resolve(request.result)));
  const db = await done(factory.open('presage-forecast-panel'));
  const names = [...db.objectStoreNames];
  const stores = names.map((name) => done(db.transaction(names).objectStore(name).getAll()));
  return (await Promise.all(stores)).flat();
}

test('in the sandbox nothing but text goes into the database, and models come back whole', async () => {
  const factory = new IDBFactory();
  await createModelStore(factory).save('a', exampleModel(5, 3));
  expect(await readAll(factory)).toEqual([expect.any(String), expect.any(String)]);
  expect(await createModelStore(factory).load('a')).toStrictEqual(exampleModel(5, 3));
});

test('the least recently used models go there too', async () => {
  const factory = new IDBFactory();
  let time = 0;
  const store = createModelStore(factory, () => ++time, { models: 2, bytes: Infinity });
  await store.save('a', exampleModel(1));
  await store.save('b', exampleModel(2));
  await store.load('a');
  await store.save('c', exampleModel(3));
  const origins = await Promise.all(['a', 'b', 'c'].map(async (key) => (await store.load(key))?.origin));
  expect(origins).toEqual([1, undefined, 3]);
});
