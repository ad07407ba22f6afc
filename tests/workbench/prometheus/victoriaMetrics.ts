import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { historyStart, MINUTE, type Scenario } from '../scenarios';
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
    // Its folder goes with it: there is nothing to end gently.
    child.kill('SIGKILL');
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
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

/** Starts `victoria-metrics` with the scenarios' history up to the anchor. */
export async function startFilledVictoriaMetrics(scenarios: Scenario[], anchor: number): Promise<Running> {
  const server = await startVictoriaMetrics();
  await importSeries(
    server,
    scenarios.map((scenario) => scenarioSeries(scenario, anchor))
  );
  return server;
}

/** The samples of the 30 days before the anchor; what is missing there is missing here. */
function scenarioSeries({ metric, labels, value }: Scenario, anchor: number): ImportedSeries {
  const start = historyStart(anchor);
  const minutes = Array.from({ length: (anchor - start) / MINUTE + 1 }, (_, i) => start + i * MINUTE);
  const timestamps = minutes.filter((time) => !Number.isNaN(value(time)));
  return { metric: { __name__: metric, ...labels }, timestamps, values: timestamps.map(value) };
}

/** Whether the program can be run. */
export const hasVictoriaMetrics = (): boolean =>
  spawnSync('victoria-metrics', ['--version'], { stdio: 'ignore' }).status === 0;
