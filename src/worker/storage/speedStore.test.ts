import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { createSpeedStore } from './speedStore';

const speeds = [
  { device: 'webgpu' as const, setupMs: 300, stepMs: 0.5, groupStepMs: 0.8 },
  { device: 'wasm' as const, setupMs: 5, stepMs: 3.9 },
];

test('keeps speeds over reloads, by key', async () => {
  const factory = new IDBFactory();
  await createSpeedStore(factory).save('a', speeds);
  const reloaded = createSpeedStore(factory);
  expect(await reloaded.load('a')).toEqual(speeds);
  expect(await reloaded.load('b')).toBeUndefined();
});

test.each<[string, IDBFactory | undefined]>([
  ['there is no database', undefined],
  [
    'it is refused',
    {
      open: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    } as unknown as IDBFactory,
  ],
])('keeps them in memory where %s', async (_, factory) => {
  const store = createSpeedStore(factory);
  expect(await store.load('a')).toBeUndefined();
  await store.save('a', speeds);
  expect(await store.load('a')).toEqual(speeds);
});

test.each([
  ['nonsense'],
  [[]],
  [[{ device: 'abacus', setupMs: 1, stepMs: 1 }]],
  [[{ device: 'wasm', stepMs: NaN }]],
  [[null]],
])('takes nothing that is none: %j', async (stored) => {
  const factory = new IDBFactory();
  await createSpeedStore(factory).save('a', stored as unknown as typeof speeds);
  expect(await createSpeedStore(factory).load('a')).toBeUndefined();
});
