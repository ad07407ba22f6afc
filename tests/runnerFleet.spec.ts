import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { Queue } from 'bullmq';
import { type RedisServer, startRedis } from '../src/testing/redis';
import { startWaves } from './workbench/prometheus/waves';
import { type Replica, startReplica } from './workbench/replica';

const SERIES = 24;
const REFIT_S = 10;

test('four processes share the series over a Redis; two are killed while they fit: no series is lost, each is refit once a round', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'presage-fleet-'));
  const source = await startWaves(SERIES);
  const started: Replica[] = [];
  let redis: RedisServer | undefined;
  let queue: Queue | undefined;
  try {
    redis = await startRedis({ password: 'hunter2' });
    queue = new Queue('fits', { connection: { url: redis.url }, prefix: '{presage-1}' });
    const yaml = `
prometheus: { url: '${source.url}' }
interval: 1s
refit: ${REFIT_S}s
threads: 1
train: false
queue: { env: QUEUE }
groups:
  - name: fleet
    options: { history: 4d, step: 1h, horizon: 2h }
    queries: [{ name: load, expr: load }]
`;
    const start = async () => started.push(await startReplica(folder, yaml, { env: { QUEUE: redis!.url } }));
    /** The number of series where each is watched by one of them and each has some; otherwise their shares. */
    const covered = async (replicas: Replica[]) => {
      const shares = await Promise.all(replicas.map(({ forecasts }) => forecasts()));
      const lengths = shares.map(({ length }) => length);
      return lengths.includes(0) || shares.flat().length !== SERIES ? lengths : new Set(shares.flat()).size;
    };

    await Promise.all([start(), start(), start()]);
    await expect.poll(() => covered(started), { timeout: 60_000 }).toBe(SERIES);
    await start();
    await expect.poll(() => covered(started), { timeout: 30_000 }).toBe(SERIES);

    // Three of the four threads compute: so does one of those that are killed, at least.
    await expect.poll(() => queue!.getActiveCount(), { timeout: 30_000, intervals: [5] }).toBeGreaterThan(2);
    const [last, ...killed] = started.slice(0, 3);
    killed.forEach(({ child }) => child.kill('SIGKILL'));
    const killedAt = Date.now();
    const left = [last, started[3]];
    await expect.poll(() => covered(left), { timeout: 60_000 }).toBe(SERIES);
    test.info().annotations.push({ type: 'taken over', description: `${Date.now() - killedAt} ms` });

    const fits = new Map<string, number[]>();
    const count = async () => {
      fits.clear();
      for (const { name, timestamp } of await queue!.getCompleted(0, -1)) {
        fits.set(name, [...(fits.get(name) ?? []), timestamp].sort());
      }
      return [...fits.values()].filter((times) => times.some((time) => time > killedAt + 1000 * REFIT_S)).length;
    };
    await expect.poll(count, { timeout: 60_000 }).toBe(SERIES);
    for (const times of fits.values()) {
      times.slice(1).forEach((time, i) => expect(time - times[i]).toBeGreaterThan(1000 * (REFIT_S - 1)));
    }
    expect(await queue.getFailedCount()).toBe(0);
    const said = started.map((one) => one.said()).join('');
    expect(said).toContain('1 queries every 1 s');
    expect(said).not.toMatch(/hunter2|lost|did not answer|cannot/);

    // One that is asked to end gives its share back at once.
    last.child.kill('SIGTERM');
    expect(await once(last.child, 'exit')).toEqual([0, null]);
    await expect.poll(() => covered(left.slice(1)), { timeout: 10_000 }).toBe(SERIES);
  } finally {
    started.forEach(({ child }) => child.kill('SIGKILL'));
    await queue?.close();
    await redis?.stop();
    source.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
});
