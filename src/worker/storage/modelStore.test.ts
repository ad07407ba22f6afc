import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { exampleModel } from '../../testing/fakeWorker';
import { createModelStore } from './modelStore';
import type { SavedModel } from '../protocol';
import { isSavedModel, sizeOf } from './savedModel';

const clock = () => {
  let time = 0;
  return () => ++time;
};
/** Typed arrays of a structured clone are of another realm in jest: compare what they hold. */
const content = (model?: SavedModel) => ({
  ...model,
  trained: { ...model?.trained, weights: Array.from(model?.trained.weights ?? []) },
  context: Object.keys(model?.context ?? {}),
});
const failing = {
  open: () => {
    throw new DOMException('denied', 'SecurityError');
  },
} as unknown as IDBFactory;

describe.each([
  ['IndexedDB', () => new IDBFactory()],
  ['memory, where there is no IndexedDB', () => undefined],
  ['memory, where IndexedDB is refused', () => failing],
])('model store in %s', (_, factory) => {
  it('gives back what was saved', async () => {
    const store = createModelStore(factory());
    await store.save('a', exampleModel(5));
    expect(content(await store.load('a'))).toEqual(content(exampleModel(5)));
    expect(await store.load('b')).toBeUndefined();
  });

  it('replaces a model of the same key', async () => {
    const store = createModelStore(factory());
    await store.save('a', exampleModel(5));
    await store.save('a', exampleModel(6));
    expect((await store.load('a'))?.origin).toBe(6);
  });

  it('drops the least recently used model beyond the number of models', async () => {
    const store = createModelStore(factory(), clock(), { models: 2, bytes: Infinity });
    await store.save('a', exampleModel(1));
    await store.save('b', exampleModel(2));
    await store.load('a');
    await store.save('c', exampleModel(3));
    expect(await Promise.all(['a', 'b', 'c'].map(async (key) => (await store.load(key))?.origin))).toEqual([
      1,
      undefined,
      3,
    ]);
  });

  it('drops the least recently used models beyond the number of bytes, but never the newest', async () => {
    const store = createModelStore(factory(), clock(), { models: 100, bytes: 10_000 });
    await store.save('a', exampleModel(1, 4000));
    await store.save('b', exampleModel(2, 4000));
    await store.save('c', exampleModel(3, 4000));
    expect(await store.load('a')).toBeUndefined();
    expect(await store.load('b')).toBeDefined();
    await store.save('huge', exampleModel(4, 20_000));
    expect(await store.load('huge')).toBeDefined();
    expect(await store.load('c')).toBeUndefined();
  });
});

describe('model store in IndexedDB', () => {
  it('outlives the page', async () => {
    const factory = new IDBFactory();
    await createModelStore(factory).save('a', exampleModel(5));
    expect(content(await createModelStore(factory).load('a'))).toEqual(content(exampleModel(5)));
  });

  it('ignores an entry that is no model', async () => {
    const factory = new IDBFactory();
    const store = createModelStore(factory);
    const broken = exampleModel(5);
    broken.trained.weights = new Float32Array(3);
    await store.save('a', broken);
    expect(await store.load('a')).toBeUndefined();
  });

  it('ignores an entry that another version of the plugin wrote', async () => {
    const factory = new IDBFactory();
    const store = createModelStore(factory);
    await store.save('a', exampleModel(5));
    await store.save('b', exampleModel(6));
    const db = await new Promise<IDBDatabase>((resolve) => {
      const opening = factory.open('presage-forecast-panel');
      opening.onsuccess = () => resolve(opening.result);
    });
    const models = db.transaction('models', 'readwrite').objectStore('models');
    models.put(exampleModel(5), 'a');
    models.put({ format: 1e9, model: exampleModel(6) }, 'b');
    db.close();
    expect(await store.load('a')).toBeUndefined();
    expect(await store.load('b')).toBeUndefined();
  });

  it('keeps in memory what the disk refuses, until it takes a newer one', async () => {
    const store = createModelStore(new IDBFactory());
    const uncloneable = { ...exampleModel(5), context: { toJSON: () => 'a function cannot be stored' } };
    await store.save('a', uncloneable);
    expect((await store.load('a'))?.origin).toBe(5);
    await store.save('a', exampleModel(6));
    expect((await store.load('a'))?.origin).toBe(6);
  });

  it('starts anew when another tab takes the database away', async () => {
    const factory = new IDBFactory();
    const store = createModelStore(factory);
    await store.save('a', exampleModel(5));
    await new Promise((resolve) => (factory.deleteDatabase('presage-forecast-panel').onsuccess = resolve));
    expect(await store.load('a')).toBeUndefined();
    await store.save('a', exampleModel(6));
    expect((await store.load('a'))?.origin).toBe(6);
    // Not in memory: the next page finds it too.
    expect((await createModelStore(factory).load('a'))?.origin).toBe(6);
  });
});

describe('an IndexedDB that does not answer', () => {
  /** A request to open that is answered when the test says so. */
  function slowFactory() {
    const request = {} as IDBOpenDBRequest & { result: IDBDatabase };
    const factory = { open: jest.fn(() => request) };
    return { request, factory: factory as unknown as IDBFactory, open: factory.open };
  }
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('is waited for once, then memory serves', async () => {
    const { factory, open } = slowFactory();
    const store = createModelStore(factory);
    const saving = store.save('a', exampleModel(5));
    await jest.advanceTimersByTimeAsync(2000);
    await saving;
    expect((await store.load('a'))?.origin).toBe(5);
    expect(await store.load('b')).toBeUndefined();
    expect(open).toHaveBeenCalledTimes(1);
  });

  it('because another tab keeps an older version open is not waited for, and gives way itself once it is open', async () => {
    const { request, factory } = slowFactory();
    const store = createModelStore(factory);
    const loading = store.load('a');
    await jest.advanceTimersByTimeAsync(0);
    request.onblocked?.({} as IDBVersionChangeEvent);
    expect(await loading).toBeUndefined();
    const db = { close: jest.fn(), onversionchange: null as null | (() => void) };
    Object.assign(request, { result: db });
    request.onsuccess?.({} as Event);
    await jest.advanceTimersByTimeAsync(0);
    db.onversionchange?.();
    expect(db.close).toHaveBeenCalledTimes(1);
  });
});

describe('isSavedModel', () => {
  const model = exampleModel(5);
  it('accepts a model', () => expect(isSavedModel(model)).toBe(true));
  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['no network', { ...model, trained: undefined }],
    ['a shape of no layers', { ...model, trained: { ...model.trained, shape: { ...model.trained.shape, layers: 0 } } }],
    ['too few weights', { ...model, trained: { ...model.trained, weights: new Float32Array(13) } }],
    ['a NaN among the weights', { ...model, trained: { ...model.trained, weights: new Float32Array(14).fill(NaN) } }],
    ['weights in an array', { ...model, trained: { ...model.trained, weights: Array(14).fill(0) } }],
    ['no origin', { ...model, origin: NaN }],
    ['no device', { ...model, device: undefined }],
  ])('refuses %s', (_, value) => expect(isSavedModel(value)).toBe(false));
});

it('sizeOf counts what typed arrays hold', () => {
  expect(sizeOf({ a: new Float64Array(100), b: ['xy', 1, null] })).toBe(800 + 2 + 2 + 4 + 8 + 8 + 3 * 2);
});
