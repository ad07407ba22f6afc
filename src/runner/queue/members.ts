import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';

/** Time between two signs of life, ms. */
export const BEAT_MS = 5000;
/** Time without one after which a replica is gone, ms. */
export const GONE_MS = 3 * BEAT_MS;

/** Signs a replica of life, and reads who else is there. The clock is Redis' own. @returns the names of all */
export async function signOfLife(client: Redis, key: string, me: string): Promise<string[]> {
  const [seconds] = await client.time();
  const now = 1000 * Number(seconds);
  const answers = await client
    .multi()
    .zadd(key, now + GONE_MS, me)
    .zremrangebyscore(key, '-inf', now)
    .pexpire(key, 10 * GONE_MS)
    .zrange(key, 0, -1)
    .exec();
  const [error, names] = answers?.at(-1) ?? [];
  if (error) {
    throw error;
  }
  return [...(names as string[])].sort();
}

/**
 * The one of some replicas that watches a series: the one whose hash with it is highest. Every replica says the same, the shares
 * are even but for chance, and when one comes or goes no other series change hands than its own.
 */
export function ownerOf(key: string, members: readonly string[]): string | undefined {
  let owner: string | undefined;
  let highest = '';
  for (const member of members) {
    const hash = createHash('sha256').update(`${member}\n${key}`).digest('hex');
    if (hash > highest) {
      [owner, highest] = [member, hash];
    }
  }
  return owner;
}
