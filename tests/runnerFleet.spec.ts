import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { Queue } from 'bullmq';
import type { ForecastJson } from '../src/runner/serve/forecastJson';
import { type RedisServer, startRedis } from '../src/testing/redis';
import { freePort } from './workbench/prometheus/running';

const SERIES = 24;
const REFIT_S = 10;
const HOUR = 3600;

/** What answers as Prometheus does: a day's wave of each of 24 instances, the same whenever it is asked. */
async function startSource(): Promise<Server> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      const [start, end, step] = ['start', 'end', 'step'].map((name) => Number(new URLSearchParams(body).get(name)));
      const times = Array.from({ length: Math.floor((end - start) / step) + 1 }, (_, i) => start + i * step);
      const result = Array.from({ length: SERIES }, (_, i) => ({
        metric: { instance: `i${i}` },
        values: times.map((time) => [time, String(50 + 20 * Math.sin((2 * Math.PI * time) / HOUR / 24 + i))]),
      }));
      response.end(JSON.stringify({ status: 'success', data: { resultType: 'matrix', result } }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/** A process of the runner on a port of its own. */
interface Replica {
  child: ChildProcess;
  /** names of the series that it has a forecast of */
  forecasts(): Promise<string[]>;
}

test('four processes share the series over a Redis; two are killed while they fit: no series is lost, each is refit once a round', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'presage-fleet-'));
  const source = await startSource();
  const replicas: Replica[] = [];
  let redis: RedisServer | undefined;
  let queue: Queue | undefined;
  let said = '';
  try {
    redis = await startRedis({ password: 'hunter2' });
    queue = new Queue('fits', { connection: { url: redis.url }, prefix: '{presage-1}' });
    const { port: prometheus } = source.address() as AddressInfo;
    const start = async () => {
      const port = await freePort();
      const config = path.join(folder, `${port}.yaml`);
      fs.writeFileSync(
        config,
        `
prometheus: { url: 'http://127.0.0.1:${prometheus}' }
interval: 1s
refit: ${REFIT_S}s
threads: 1
train: false
queue: { env: QUEUE }
serve: { listen: '127.0.0.1:${port}' }
groups:
  - name: fleet
    options: { history: 4d, step: 1h, horizon: 2h }
    queries: [{ name: load, expr: load }]
`
      );
      const args = ['dist-runner/presage.mjs', '--config', config];
      const env = { ...process.env, QUEUE: redis!.url };
      const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
      child.stderr.on('data', (text: Buffer) => (said += text.toString()));
      const forecasts = async () => {
        const answer = await fetch(`http://127.0.0.1:${port}/api/v1/forecast`).catch(() => undefined);
        const { data = [] } = ((await answer?.json()) ?? {}) as { data?: ForecastJson[] };
        return data.filter(({ yhat }) => yhat.length > 0).map(({ series }) => series);
      };
      replicas.push({ child, forecasts });
    };
    const sharesOf = (all: Replica[]) => Promise.all(all.map(({ forecasts }) => forecasts()));
    /** Each series is watched by one of them, each has some. */
    const covered = async (all: Replica[]) => {
      const shares = await sharesOf(all);
      return shares.every(({ length }) => length > 0) && shares.flat().length === SERIES
        ? new Set(shares.flat()).size
        : shares.map(({ length }) => length);
    };

    await Promise.all([start(), start(), start()]);
    await expect.poll(() => covered(replicas), { timeout: 60_000 }).toBe(SERIES);
    await start();
    await expect.poll(() => covered(replicas), { timeout: 30_000 }).toBe(SERIES);

    // Three of the four threads compute: so does one of those that are killed, at least.
    await expect.poll(() => queue!.getActiveCount(), { timeout: 30_000, intervals: [5] }).toBeGreaterThan(2);
    const killed = replicas.splice(1, 2);
    killed.forEach(({ child }) => child.kill('SIGKILL'));
    const killedAt = Date.now();
    await expect.poll(() => covered(replicas), { timeout: 60_000 }).toBe(SERIES);
    test.info().annotations.push({ type: 'taken over', description: `${Date.now() - killedAt} ms` });

    const fits = new Map<string, number[]>();
    const count = async () => {
      fits.clear();
      for (const { name, timestamp } of await queue!.getCompleted(0, -1)) {
        fits.set(name, [...(fits.get(name) ?? []), timestamp].sort());
      }
      return [...fits.values()].filter((times) => times.some((time) => time > killedAt + REFIT_S * 1000)).length;
    };
    await expect.poll(count, { timeout: 60_000 }).toBe(SERIES);
    for (const times of fits.values()) {
      times.slice(1).forEach((time, i) => expect(time - times[i]).toBeGreaterThan(1000 * (REFIT_S - 1)));
    }
    expect(await queue.getFailedCount()).toBe(0);
    expect(said).not.toContain('hunter2');
    expect(said).not.toMatch(/lost|did not answer|cannot/);

    // One that is asked to end gives its share back at once.
    const [{ child }, ...left] = replicas;
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    await expect.poll(() => covered(left), { timeout: 10_000 }).toBe(SERIES);
  } finally {
    replicas.forEach(({ child }) => child.kill('SIGKILL'));
    await queue?.close();
    await redis?.stop();
    source.close();
    fs.rmSync(folder, { recursive: true, force: true });
    test.info().annotations.push({ type: 'said', description: said });
  }
});
