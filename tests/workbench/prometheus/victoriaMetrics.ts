import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { LOOPBACK, type Running } from '../server/http';
import { freePort, waitUntilReady } from './running';

/** A series as VictoriaMetrics imports it. */
export interface ImportedSeries {
  metric: Record<string, string>;
  /** (N) */
  values: number[];
  /** (N) ms */
  timestamps: number[];
}

/** Starts `victoria-metrics` without data on a free loopback port; resolves with its url and a way to stop it. */
export async function startVictoriaMetrics(): Promise<Running> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'presage-victoria-'));
  const port = await freePort();
  const log = fs.openSync(path.join(folder, 'log'), 'w');
  const flags = [`-storageDataPath=${folder}/data`, `-httpListenAddr=${LOOPBACK}:${port}`, '-retentionPeriod=100y'];
  const child = spawn('victoria-metrics', flags, { stdio: ['ignore', log, log] });
  let ended = false;
  child.on('error', () => (ended = true));
  child.on('exit', () => (ended = true));
  const url = `http://${LOOPBACK}:${port}`;
  const stop = () => {
    child.kill();
    child.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
  };
  try {
    await waitUntilReady(`${url}/health`, () => ended);
  } catch (error) {
    const said = fs.readFileSync(path.join(folder, 'log'), 'utf8').slice(-2000);
    stop();
    throw new Error(`VictoriaMetrics did not start: ${said}`, { cause: error });
  }
  return { url, stop };
}

/** Stores the series; they can be asked for when this resolves. */
export async function importSeries({ url }: Running, series: Iterable<ImportedSeries>): Promise<void> {
  for (const one of series) {
    const { status } = await fetch(`${url}/api/v1/import`, { method: 'POST', body: JSON.stringify(one) });
    if (status !== 204) {
      throw new Error(`VictoriaMetrics took no samples: ${status}`);
    }
  }
  await fetch(`${url}/internal/force_flush`);
}

/** Whether the program can be run. */
export const hasVictoriaMetrics = (): boolean =>
  spawnSync('victoria-metrics', ['--version'], { stdio: 'ignore' }).status === 0;
