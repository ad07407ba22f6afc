import { bytesOf, type Chunk } from './chunk';
import { type ChunkDatabase, noDatabase } from './database';

/** Whose history: the data source, and all that its answer depends on. */
export interface Entry {
  /** uid of the data source */
  source: string;
  /** unique among all data sources and users */
  key: string;
  /** bytes that all histories of the data source may take over reloads */
  limit: number;
}

/** Keeps chunks, the least recently used entries going first. No method throws: a store that fails costs a request. */
export interface ChunkStore {
  /** Chunks of an entry by index; those that are not at hand are left out. */
  load(entry: Entry, from: number, to: number): Promise<Map<number, Chunk>>;
  save(entry: Entry, chunks: Chunk[]): Promise<void>;
  /** Bytes kept of a data source, reloads included. */
  size(source: string): Promise<number>;
  clear(source: string): Promise<void>;
}

interface Kept {
  source: string;
  chunks: Map<number, Chunk>;
}

/**
 * Chunks in memory, and below in a database that outlives the page.
 *
 * @param memoryLimit bytes in memory
 */
export function createChunkStore(database: ChunkDatabase = noDatabase, memoryLimit = 64 * 2 ** 20): ChunkStore {
  // In order of use: the first is the least recently used.
  const memory = new Map<string, Kept>();
  const take = ({ key, source }: Entry): Map<number, Chunk> => {
    const kept = memory.get(key) ?? { source, chunks: new Map<number, Chunk>() };
    memory.delete(key);
    memory.set(key, kept);
    return kept.chunks;
  };
  const trim = () => {
    let bytes = [...memory.values()].reduce((sum, { chunks }) => sum + sizeOf(chunks), 0);
    for (const [key, { chunks }] of memory) {
      if (bytes <= memoryLimit) {
        return;
      }
      bytes -= sizeOf(chunks);
      memory.delete(key);
    }
  };
  return {
    async load(entry, from, to) {
      const chunks = take(entry);
      const indices = Array.from({ length: to - from + 1 }, (_, i) => from + i);
      if (indices.some((index) => !chunks.has(index))) {
        const stored = await database.load(entry, from, to);
        stored.filter(({ index }) => !chunks.has(index)).forEach((chunk) => chunks.set(chunk.index, chunk));
      }
      const found = new Map(indices.flatMap((index) => (chunks.has(index) ? [[index, chunks.get(index)!]] : [])));
      trim();
      return found;
    },
    async save(entry, added) {
      const chunks = take(entry);
      added.forEach((chunk) => chunks.set(chunk.index, chunk));
      trim();
      await database.save(entry, added);
    },
    async size(source) {
      const inMemory = [...memory.values()].filter((kept) => kept.source === source);
      const bytes = inMemory.reduce((sum, { chunks }) => sum + sizeOf(chunks), 0);
      return Math.max(bytes, await database.size(source));
    },
    async clear(source) {
      [...memory].forEach(([key, kept]) => kept.source === source && memory.delete(key));
      await database.clear(source);
    },
  };
}

const sizeOf = (chunks: Map<number, Chunk>) => [...chunks.values()].reduce((sum, chunk) => sum + bytesOf(chunk), 0);
