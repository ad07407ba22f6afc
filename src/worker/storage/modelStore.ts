import type { DBSchema, IDBPDatabase } from 'idb';
import { isSavedModel, sizeOf } from './savedModel';
import { fromStored, storedDatabase, toStored } from './storedDatabase';
import type { SavedModel } from '../protocol';

/** Keeps trained models over reloads. Neither method ever throws: a store that fails only costs a training. */
export interface ModelStore {
  load(key: string): Promise<SavedModel | undefined>;
  save(key: string, model: SavedModel): Promise<void>;
}

/** The least recently used models go when either bound is passed. */
export interface Bounds {
  models: number;
  bytes: number;
}
export const BOUNDS: Bounds = { models: 200, bytes: 64 * 2 ** 20 };

const DATABASE = 'presage-forecast-panel';
const VERSION = 1;
/** Goes up when what `SavedModel` holds changes its meaning; entries of another format are as good as none. */
const FORMAT = 2;
const MODELS = 'models';
/** Beside the models, so that trimming reads no weights. */
const USES = 'uses';

interface Entry {
  format: number;
  model: SavedModel;
}
interface Use {
  bytes: number;
  usedAt: number;
}

interface ModelSchema extends DBSchema {
  [MODELS]: { key: string; value: Entry | string };
  [USES]: { key: string; value: Use | string };
}
type ModelDatabase = IDBPDatabase<ModelSchema>;

/** The time that the database may take to open before memory serves instead, until it does. */
const OPEN_MS = 2000;

/**
 * A store in IndexedDB, or in memory where IndexedDB is refused (private windows, blocked storage, a full disk).
 *
 * @param factory the browser's `indexedDB`; undefined where there is none
 */
export function createModelStore(
  factory: IDBFactory | undefined,
  now: () => number = Date.now,
  bounds: Bounds = BOUNDS
): ModelStore {
  const memory = createMemoryStore(bounds);
  const database = storedDatabase<ModelSchema>(factory, {
    name: DATABASE,
    version: VERSION,
    stores: [MODELS, USES],
    patience: OPEN_MS,
  });

  return {
    async load(key) {
      const kept = await memory.load(key);
      if (kept) {
        return kept;
      }
      const opened = await database();
      return opened && (await readModel(opened, key, now()).catch(() => undefined));
    },
    async save(key, model) {
      const opened = await database();
      const isWritten =
        opened &&
        (await writeModel(opened, key, model, now(), bounds).then(
          () => true,
          () => false
        ));
      if (isWritten) {
        memory.remove(key);
      } else {
        await memory.save(key, model);
      }
    },
  };
}

/** A Map is in order of insertion: the first entry is the least recently used. */
function createMemoryStore(bounds: Bounds): ModelStore & { remove(key: string): void } {
  const models = new Map<string, SavedModel>();
  const touch = (key: string, model: SavedModel) => {
    models.delete(key);
    models.set(key, model);
  };
  return {
    async load(key) {
      const model = models.get(key);
      if (model) {
        touch(key, model);
      }
      return model;
    },
    async save(key, model) {
      touch(key, model);
      const newestFirst = [...models].reverse().map(([name, kept]) => ({ key: name, bytes: sizeOf(kept) }));
      beyond(newestFirst, bounds).forEach((name) => models.delete(name));
    },
    remove: (key) => void models.delete(key),
  };
}

/** The keys that no longer fit. The newest always fits. */
function beyond(newestFirst: Array<{ key: string; bytes: number }>, bounds: Bounds): string[] {
  let bytes = 0;
  return newestFirst
    .filter((entry, index) => {
      bytes += entry.bytes;
      return index > 0 && (index >= bounds.models || bytes > bounds.bytes);
    })
    .map(({ key }) => key);
}

async function readModel(db: ModelDatabase, key: string, usedAt: number): Promise<SavedModel | undefined> {
  const transaction = db.transaction([MODELS, USES], 'readwrite');
  // An error of the transaction is heard of by its requests.
  transaction.done.catch(() => {});
  const entry = fromStored(await transaction.objectStore(MODELS).get(key)) as Partial<Entry> | undefined;
  if (entry?.format !== FORMAT || !isSavedModel(entry.model)) {
    return undefined;
  }
  const use: Use = { bytes: sizeOf(entry.model), usedAt };
  void transaction
    .objectStore(USES)
    .put(toStored(use), key)
    .catch(() => {});
  return entry.model;
}

async function writeModel(
  db: ModelDatabase,
  key: string,
  model: SavedModel,
  usedAt: number,
  bounds: Bounds
): Promise<void> {
  const transaction = db.transaction([MODELS, USES], 'readwrite');
  const models = transaction.objectStore(MODELS);
  const uses = transaction.objectStore(USES);
  const use: Use = { bytes: sizeOf(model), usedAt };
  const entry: Entry = { format: FORMAT, model };
  const written = Promise.all([models.put(toStored(entry), key), uses.put(toStored(use), key)]);
  const trimmed = Promise.all([uses.getAllKeys(), uses.getAll()]).then(([keys, kept]) => {
    const newestFirst = Array.from(kept, (value) => fromStored(value) as Use)
      .map(({ bytes, usedAt: at }, index) => ({ key: String(keys[index]), bytes, at }))
      .sort((a, b) => (b.key === key ? 1 : 0) - (a.key === key ? 1 : 0) || b.at - a.at);
    return Promise.all(beyond(newestFirst, bounds).flatMap((old) => [models.delete(old), uses.delete(old)]));
  });
  // Awaited together: whichever fails first is heard of, and the others are not left unhandled.
  await Promise.all([written, trimmed, transaction.done]);
}
