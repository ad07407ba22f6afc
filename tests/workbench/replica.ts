import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { ForecastJson } from '../../src/runner/serve/forecastJson';
import { freePort } from './prometheus/running';
import { LOOPBACK } from './server/http';

/** A process of the built runner on a port of its own. */
export interface Replica {
  child: ChildProcess;
  /** what it wrote to standard error */
  said(): string;
  /** names of the series that it has a forecast of; none while it does not answer */
  forecasts(): Promise<string[]>;
}

/** Starts one. @param yaml its configuration, but for its port; in `folder` */
export async function startReplica(
  folder: string,
  yaml: string,
  { args = [], env = {} }: { args?: string[]; env?: Record<string, string> } = {}
): Promise<Replica> {
  const listen = `${LOOPBACK}:${await freePort()}`;
  const config = path.join(folder, `${listen.replace(':', '-')}.yaml`);
  fs.writeFileSync(config, `${yaml}\nserve: { listen: '${listen}' }\n`);
  const child = spawn(process.execPath, ['dist-runner/presage.mjs', '--config', config, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (text: Buffer) => (said += text.toString()));
  return {
    child,
    said: () => said,
    async forecasts() {
      const answer = await fetch(`http://${listen}/api/v1/forecast`).catch(() => undefined);
      const { data = [] } = ((await answer?.json()) ?? {}) as { data?: ForecastJson[] };
      return data.filter(({ yhat }) => yhat.length > 0).map(({ series }) => series);
    },
  };
}
