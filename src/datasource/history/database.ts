import type { DBSchema, IDBPDatabase } from 'idb';
import { answerWithin, fromStored, storedDatabase, toStored } from '../../worker/storage';
import { bytesOf, type Chunk } from './chunk';
import { type Entry } from './chunkStore';
import { readChunk } from './storedChunk';

/** Storage of `ChunkStore` over reloads. No method throws. */
export interface ChunkDatabase {
  load(entry: Entry, from: number, to: number): Promise<Chunk[]>;
  save(entry: Entry, chunks: Chunk[]): Promise<void>;
  size(source: string): Promise<number>;
  clear(source: string): Promise<void>;
}

export const noDatabase: ChunkDatabase = {
  load: async () => [],
  save: async () => {},
  size: async () => 0,
  clear: async () => {},
};

const DATABASE = 'presage-prometheus-datasource';
/** Goes up when a chunk changes its meaning: what older versions wrote is dropped. */
const VERSION = 1;
const CHUNKS = 'chunks';
/** Beside the chunks, so that trimming reads no samples. */
const USES = 'uses';

interface Use {
  source: string;
  usedAt: number;
  /** bytes by the chunk's index */
  sizes: Record<number, number>;
}

interface HistorySchema extends DBSchema {
  [CHUNKS]: { key: [entry: string, index: number]; value: Chunk | string };
  [USES]: { key: string; value: Use | string };
}
type HistoryDatabase = IDBPDatabase<HistorySchema>;

/** A database that takes longer serves the next question. */
const PATIENCE_MS = 2_000;

/**
 * Chunks in IndexedDB, of each data source at most as many bytes as it may keep: entries that were not used for the
 * longest time go first, and of an entry that is larger alone the oldest chunks.
 *
 * @param factory the browser's `indexedDB`; undefined where there is none
 */
export function createChunkDatabase(factory: IDBFactory | undefined, now: () => number = Date.now): ChunkDatabase {
  const database = storedDatabase<HistorySchema>(factory, {
    name: DATABASE,
    version: VERSION,
    stores: [CHUNKS, USES],
    patience: PATIENCE_MS,
  });
  const within = async <T>(run: (db: HistoryDatabase) => Promise<T>): Promise<T | undefined> => {
    const db = await database();
    return db && answerWithin(run(db), PATIENCE_MS);
  };
  return {
    load: async ({ key, source }, from, to) =>
      (await within(async (db) => {
        const transaction = db.transaction([CHUNKS, USES], 'readwrite');
        const found = await transaction.objectStore(CHUNKS).getAll(IDBKeyRange.bound([key, from], [key, to]));
        if (found.length > 0) {
          const uses = transaction.objectStore(USES);
          const { sizes } = await readUse(uses, key, source);
          await uses.put(toStored({ source, usedAt: now(), sizes }), key);
        }
        await transaction.done;
        return Array.from(found, readChunk).filter((chunk) => chunk !== undefined);
      })) ?? [],
    save: async (entry, chunks) => {
      const { key, source, limit } = entry;
      if (limit <= 0) {
        return;
      }
      await within(async (db) => {
        const transaction = db.transaction([CHUNKS, USES], 'readwrite');
        const uses = transaction.objectStore(USES);
        const { sizes } = await readUse(uses, key, source);
        for (const chunk of chunks) {
          await transaction.objectStore(CHUNKS).put(toStored(chunk), [key, chunk.index]);
          sizes[chunk.index] = bytesOf(chunk);
        }
        await uses.put(toStored({ source, usedAt: now(), sizes }), key);
        await transaction.done;
        await trim(db, entry);
      });
    },
    size: async (source) =>
      (await within(async (db) =>
        (await readUses(db)).filter((one) => one.source === source).reduce((sum, { bytes }) => sum + bytes, 0)
      )) ?? 0,
    clear: async (source) => {
      await within(async (db) => {
        for (const one of await readUses(db)) {
          await (one.source === source ? remove(db, one.key) : undefined);
        }
      });
    },
  };
}

async function readUse(
  uses: { get(key: string): Promise<Use | string | undefined> },
  key: string,
  source: string
): Promise<Use> {
  const stored = await uses.get(key);
  return stored === undefined ? { source, usedAt: 0, sizes: {} } : (fromStored(stored) as Use);
}

async function readUses(db: HistoryDatabase): Promise<Array<Use & { key: string; bytes: number }>> {
  const [keys, uses] = await Promise.all([db.getAllKeys(USES), db.getAll(USES)]);
  return Array.from(uses, (stored, i) => {
    const one = fromStored(stored) as Use;
    const bytes = Object.values(one.sizes).reduce((sum, size) => sum + size, 0);
    return { ...one, key: keys[i], bytes };
  });
}

async function remove(db: HistoryDatabase, key: string): Promise<void> {
  const transaction = db.transaction([CHUNKS, USES], 'readwrite');
  await Promise.all([
    transaction.objectStore(CHUNKS).delete(IDBKeyRange.bound([key, -Infinity], [key, Infinity])),
    transaction.objectStore(USES).delete(key),
    transaction.done,
  ]);
}

/** @param entry the one that was written last */
async function trim(db: HistoryDatabase, { key: newest, source, limit }: Entry): Promise<void> {
  const uses = (await readUses(db)).filter((one) => one.source === source);
  let bytes = uses.reduce((sum, one) => sum + one.bytes, 0);
  const oldestFirst = uses.filter(({ key }) => key !== newest).sort((a, b) => a.usedAt - b.usedAt);
  for (const one of oldestFirst) {
    if (bytes <= limit) {
      return;
    }
    await remove(db, one.key);
    bytes -= one.bytes;
  }
  const own = uses.find(({ key }) => key === newest);
  if (!own || bytes <= limit) {
    return;
  }
  const transaction = db.transaction([CHUNKS, USES], 'readwrite');
  for (const index of Object.keys(own.sizes)
    .map(Number)
    .sort((a, b) => a - b)) {
    if (bytes <= limit) {
      break;
    }
    await transaction.objectStore(CHUNKS).delete([newest, index]);
    bytes -= own.sizes[index];
    delete own.sizes[index];
  }
  const { usedAt, sizes } = own;
  await transaction.objectStore(USES).put(toStored({ source, usedAt, sizes }), newest);
  await transaction.done;
}
