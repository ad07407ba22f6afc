import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { startRedis } from '../../../src/testing/redis';
import { ensureRedis, root } from '../../tools/install.mjs';
import { startWaves } from '../../workbench/prometheus/waves';
import { type Replica, startReplica } from '../../workbench/replica';
import { runProcess } from '../processes';
import type { Row } from '../row';
import { digits } from '../statistics';

const PROCESSES = [1, 2, 4];
const SERIES = 24;
const TWO = 1.7;
const LIMIT_MS = 300_000;
/** Of Linux: its accounting counts hundredths of a second. */
const TICKS = 100;

const CONFIG = `
interval: 1m
threads: 1
train: false
groups:
  - name: fleet
    options: { step: 10m }
    queries: [{ name: load, expr: load, thresholds: [90] }]
`;

/** A way to share the series among processes. */
type Way = 'queue' | 'shard';

/** What some processes took together for the first fit of each series. */
interface Run {
  way: Way;
  processes: number;
  /** from their start to the last forecast */
  seconds: number;
  /** processor time of all of them */
  busy: number;
}

async function measure(way: Way, processes: number, source: string): Promise<Run> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'presage-replicas-'));
  const redis = way === 'queue' ? await startRedis() : undefined;
  const yaml = `prometheus: { url: '${source}' }${CONFIG}`;
  const all: Replica[] = [];
  const began = performance.now();
  try {
    for (let i = 1; i <= processes; i++) {
      const args = redis ? ['--queue', redis.url] : ['--shard', `${i}/${processes}`];
      all.push(await startReplica(folder, yaml, { args }));
    }
    for (let known = new Set<string>(); known.size < SERIES;) {
      await setTimeout(100);
      known = new Set([...known, ...(await Promise.all(all.map(({ forecasts }) => forecasts()))).flat()]);
      if (performance.now() - began > LIMIT_MS) {
        throw new Error(`${known.size} of ${SERIES} series have a forecast after ${LIMIT_MS / 1000} s`);
      }
    }
    const seconds = (performance.now() - began) / 1000;
    const busy = all.reduce((sum, { child }) => sum + busyOf(child.pid), 0);
    return { way, processes, seconds, busy };
  } finally {
    for (const { child } of all) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    await redis?.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Seconds of processor time of a process and its threads; NaN elsewhere than on Linux. */
function busyOf(pid: number | undefined): number {
  try {
    const [user, system] = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ').slice(11, 13);
    return (Number(user) + Number(system)) / TICKS;
  } catch {
    return NaN;
  }
}

export const replicas: Row = {
  id: 'replicas',
  what: `${PROCESSES.join(', ')} processes of the runner with one thread each, by queue and by shards: ${SERIES} series, 30 days at 10 min, from the start to the last forecast`,
  target: `two >= ${TWO}x one`,
  async run() {
    ensureRedis();
    await runProcess(process.execPath, [path.join(root, 'tests/tools/runner.mjs')]);
    const source = await startWaves(SERIES);
    const runs: Run[] = [];
    try {
      for (const processes of PROCESSES) {
        for (const way of ['queue', 'shard'] as const) {
          runs.push(await measure(way, processes, source.url));
        }
      }
    } finally {
      source.stop();
    }
    const of = (way: Way) => runs.filter((run) => run.way === way);
    const rate = ({ seconds }: Run) => (3600 * SERIES) / seconds;
    const gain = (way: Way) => rate(of(way)[1]) / rate(of(way)[0]);
    const rates = (way: Way) => of(way).map((run) => rate(run).toFixed(0));
    const busy = (way: Way) => of(way).map((run) => digits(run.busy / SERIES));
    return {
      measured: `queue ${rates('queue').join(', ')} series an hour; shards ${rates('shard').join(', ')}`,
      isMet: gain('queue') >= TWO,
      where:
        `Node, ${os.availableParallelism()} cores; two are ${digits(gain('queue'))}x one by queue, ${digits(gain('shard'))}x by shards; ` +
        `processor time of a series, starts and first scores included: queue ${busy('queue').join(', ')} s, shards ${busy('shard').join(', ')} s`,
      figures: { runs },
    };
  },
};
