import { isSavedModel, sizeOf } from './savedModel';
import type { SavedModel } from './protocol';

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
/** Goes up when what `SavedModel` holds changes its meaning; older entries are dropped. */
const VERSION = 1;
const MODELS = 'models';
/** Beside the models, so that trimming reads no weights. */
const USES = 'uses';

interface Use {
  bytes: number;
  usedAt: number;
}

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
  let opened: Promise<IDBDatabase | undefined> | undefined;
  const database = () => (opened ??= openDatabase(factory).catch(() => undefined));

  return {
    async load(key) {
      const kept = await memory.load(key);
      const db = await database();
      if (kept || !db) {
        return kept;
      }
      const model = await readModel(db, key, now()).catch(() => undefined);
      return isSavedModel(model) ? model : undefined;
    },
    async save(key, model) {
      const db = await database();
      const isWritten =
        db &&
        (await writeModel(db, key, model, now(), bounds).then(
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

async function openDatabase(factory: IDBFactory | undefined): Promise<IDBDatabase | undefined> {
  if (!factory) {
    return undefined;
  }
  const request = factory.open(DATABASE, VERSION);
  request.onupgradeneeded = () => {
    const db = request.result;
    [...db.objectStoreNames].forEach((name) => db.deleteObjectStore(name));
    db.createObjectStore(MODELS);
    db.createObjectStore(USES);
  };
  const blocked = new Promise<never>((_, reject) => {
    request.onblocked = () => reject(new Error('Another tab keeps an older version open.'));
  });
  const db = await Promise.race([finished(request), blocked]);
  // Another tab runs a newer version of the plugin: let it upgrade.
  db.onversionchange = () => db.close();
  return db;
}

async function readModel(db: IDBDatabase, key: string, usedAt: number): Promise<unknown> {
  const transaction = db.transaction([MODELS, USES], 'readwrite');
  const model: unknown = await finished(transaction.objectStore(MODELS).get(key));
  if (model !== undefined) {
    const use: Use = { bytes: sizeOf(model), usedAt };
    transaction.objectStore(USES).put(use, key);
  }
  return model;
}

async function writeModel(
  db: IDBDatabase,
  key: string,
  model: SavedModel,
  usedAt: number,
  bounds: Bounds
): Promise<void> {
  const transaction = db.transaction([MODELS, USES], 'readwrite');
  const done = committed(transaction);
  // A request that fails is heard of below; its transaction says so once more.
  done.catch(() => {});
  const models = transaction.objectStore(MODELS);
  const uses = transaction.objectStore(USES);
  const use: Use = { bytes: sizeOf(model), usedAt };
  models.put(model, key);
  uses.put(use, key);
  const [keys, kept] = await Promise.all([finished(uses.getAllKeys()), finished<Use[]>(uses.getAll())]);
  const newestFirst = kept
    .map(({ bytes, usedAt: at }, index) => ({ key: String(keys[index]), bytes, at }))
    .sort((a, b) => (b.key === key ? 1 : 0) - (a.key === key ? 1 : 0) || b.at - a.at);
  for (const old of beyond(newestFirst, bounds)) {
    models.delete(old);
    uses.delete(old);
  }
  return done;
}

function finished<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function committed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
    transaction.onerror = () => reject(transaction.error);
  });
}
