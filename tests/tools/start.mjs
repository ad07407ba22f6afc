/**
 * `npm start`: the demo on a fresh machine, without Docker. Installs what is missing, builds the plugin, and runs the
 * workbench until Ctrl-C.
 *
 *   npm start -- [--embedded | --victoria] [--port 3000] [--host 127.0.0.1] [--anchor 2026-11-03T12:00:00Z] [--csp] [--role Admin]
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { ensureBuild, ensureNodeModules, ensurePrometheus, root } from './install.mjs';

const flags = process.argv.slice(2);

ensureNodeModules();
ensureBuild();
if (!flags.includes('--embedded') && !flags.includes('--victoria')) {
  ensurePrometheus();
}

const main = path.join(root, 'tests/workbench/main.ts');
const child = spawn(process.execPath, ['--import', 'tsx', main, ...flags], { cwd: root, stdio: 'inherit' });
// The workbench ends its own children; here it is only told when this process is.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => child.kill('SIGTERM'));
}
child.on('exit', (code) => process.exit(code ?? 0));
