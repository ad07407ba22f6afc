import { spawn } from 'node:child_process';
import path from 'node:path';
import { root } from '../tools/install.mjs';
import { TEST_ANCHOR } from '../workbench/scenarios';
import { isFree, LOOPBACK } from '../workbench/server/http';
import { runProcess } from './processes';

const FIRST_PORT = 3601;
const START_MS = 60_000;

/**
 * The workbench with the built plugin, its history up to the tests' anchor.
 *
 * @param server flags of the workbench that choose what it stands on
 */
export async function startWorkbench(server = ['--embedded']): Promise<{ url: string; stop(): void }> {
  await runProcess(process.execPath, [path.join(root, 'tests/tools/build.mjs'), 'ensure']);
  let port = FIRST_PORT;
  while (!(await isFree(port, LOOPBACK))) {
    port++;
  }
  const main = path.join(root, 'tests/workbench/main.ts');
  const flags = [...server, '--port', String(port), '--anchor', new Date(TEST_ANCHOR).toISOString()];
  const child = spawn(process.execPath, ['--import', 'tsx', main, ...flags], { cwd: root, stdio: 'ignore' });
  const stop = () => void child.kill('SIGTERM');
  const url = `http://localhost:${port}`;
  for (const started = Date.now(); Date.now() - started < START_MS; await sleep(200)) {
    const isUp = await fetch(`${url}/api/health`).then(
      ({ ok }) => ok,
      () => false
    );
    if (isUp) {
      return { url, stop };
    }
    if (child.exitCode !== null) {
      break;
    }
  }
  stop();
  throw new Error('the workbench did not start: see `npm start`');
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
