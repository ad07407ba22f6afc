import { createHash } from 'node:crypto';

/** The part of all series that one of several processes watches. */
export interface Shard {
  /** from 0 on */
  index: number;
  count: number;
}

/** `2/5` is the second of five. @returns undefined where the text is none */
export function parseShard(text: string): Shard | undefined {
  const [, which, count] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number);
  return which >= 1 && which <= count ? { index: which - 1, count } : undefined;
}

/** Whether a series belongs to a shard: by a hash of its query and labels, so that every process says the same. */
export function belongsTo(key: string, { index, count }: Shard): boolean {
  return createHash('sha256').update(key).digest().readUInt32BE(0) % count === index;
}
