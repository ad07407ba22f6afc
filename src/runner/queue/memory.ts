import type { Redis } from 'ioredis';
import { type Watches, isWatches } from '../alerts';
import { type Remembered, isRemembered } from '../forecasts';
import { messageOf } from '../http';
import { PREFIX, digestOf, pack, unpack } from './packing';

/** Seconds for which a series is remembered that no process speaks of any more: a week. */
const KNOWN_S = 7 * 86_400;
const ALERTS = `${PREFIX}:alerts`;

const seriesKey = (key: string) => `${PREFIX}:series:${digestOf(key)}`;

/** Knowledge of a series. What cannot be used is said, and made anew. */
export async function recall(
  client: Redis,
  key: string,
  log: (sentence: string) => void
): Promise<Remembered | undefined> {
  const bytes = await client.getBuffer(seriesKey(key));
  if (!bytes) {
    return undefined;
  }
  try {
    const found = unpack(bytes);
    if (isRemembered(found)) {
      return found;
    }
    throw new Error('it holds something else.');
  } catch (error) {
    log(`What Redis has of ${key} cannot be used, and is made anew: ${messageOf(error)}`);
    return undefined;
  }
}

export async function remember(client: Redis, key: string, remembered: Remembered): Promise<void> {
  await client.set(seriesKey(key), pack(remembered), 'EX', KNOWN_S);
}

export async function forget(client: Redis, key: string): Promise<void> {
  await client.del(seriesKey(key));
}

/** The alerts of all replicas. */
export async function readWatches(client: Redis): Promise<Watches> {
  const entries = Object.entries(await client.hgetall(ALERTS)).map(([key, text]) => [key, parsed(text)]);
  return entries.filter((entry) => isWatches([entry])) as Watches;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Writes what is other than before. @param before as `readWatches` had it, of this process's series */
export async function writeWatches(client: Redis, before: Watches, watches: Watches): Promise<void> {
  const known = new Map(before.map(([key, watch]) => [key, JSON.stringify(watch)]));
  const next = new Map(watches.map(([key, watch]) => [key, JSON.stringify(watch)]));
  const changed = [...next].filter(([key, text]) => known.get(key) !== text);
  const gone = [...known.keys()].filter((key) => !next.has(key));
  if (changed.length > 0) {
    await client.hset(ALERTS, new Map(changed));
  }
  if (gone.length > 0) {
    await client.hdel(ALERTS, ...gone);
  }
}
