import { randomUUID } from 'node:crypto';
import type { Watches } from '../alerts';
import type { Config } from '../config';
import type { Pool } from '../forecasts';
import type { Backing } from './backing';
import { type Fits, createFits } from './fits';
import { BEAT_MS, GONE_MS, ownerOf, signOfLife } from './members';
import { forget, readWatches, recall, remember, writeWatches } from './memory';
import { PREFIX, digestOf } from './packing';
import { connect } from './redis';

/**
 * One of any number of replicas that share the series of a configuration over a Redis. Each watches its part, all compute
 * the fits of all; what is known of a series lies in Redis, so that another goes on where one died. Replicas of another
 * configuration share the fits and what is known, and not the series.
 *
 * @param address of the Redis
 */
export async function createShared(
  { queries, threads }: Pick<Config, 'queries' | 'threads'>,
  address: string,
  pool: Pool,
  log: (sentence: string) => void
): Promise<Backing> {
  const me = randomUUID();
  const roster = `${PREFIX}:replicas:${digestOf(JSON.stringify(queries))}`;
  const redis = await connect(address, log);
  let opening: Promise<Fits> | undefined;
  let found: string[] | undefined;
  let members: string[] | undefined;
  let waiting = 0;
  let seenAt = -Infinity;
  const owners = new Map<string, string | undefined>();
  let before: Watches = [];

  const beat = async () => {
    const names = await redis.ask((client) => signOfLife(client, roster, me));
    // After Redis was away the others sign again one by one: until they have, all is as it was.
    const isBack = found !== undefined && Date.now() - seenAt > GONE_MS;
    seenAt = Date.now();
    found = isBack ? found : names;
    // BullMQ cannot begin without Redis.
    opening ??= createFits(redis, pool, threads);
    const fits = await opening;
    waiting = await redis.ask(fits.waiting);
  };
  // Each round says what fails.
  const timer = setInterval(() => void beat().catch(() => {}), BEAT_MS);
  const isMine = (key: string): boolean => {
    if (!owners.has(key)) {
      owners.set(key, ownerOf(key, members ?? []));
    }
    return owners.get(key) === me;
  };
  return {
    async begin() {
      // While it is away this process goes on with the series that it has.
      await beat().catch(() => {});
      // Within a round the shares stand still.
      if (found?.join() !== members?.join()) {
        members = found;
        owners.clear();
      }
      return members && isMine;
    },
    async answer(task, fit) {
      if (!opening) {
        throw new Error(redis.problem());
      }
      return (await opening).answer(task, fit);
    },
    recall: (key) => redis.ask((client) => recall(client, key, log)),
    remember: (key, remembered) => redis.ask((client) => remember(client, key, remembered)),
    forget: (key) => redis.ask((client) => forget(client, key)),
    async watches() {
      const all = await redis.ask(readWatches);
      before = all.filter(([, { series }]) => isMine(series));
      return all;
    },
    keepWatches: (watches) => redis.ask((client) => writeWatches(client, before, watches)),
    standing: () => ({ waiting, replicas: members?.length ?? 0, problem: redis.problem() }),
    async stop() {
      clearInterval(timer);
      await redis.ask((client) => client.zrem(roster, me)).catch(() => {});
      await (await opening)?.stop();
      await pool.stop();
      redis.stop();
    },
  };
}
