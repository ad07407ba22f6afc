/**
 * `npm test`: installs what is missing, then runs every check there is, in the order in which a mistake is cheapest
 * to find. Each stage's output is shown as it comes; the first failing stage ends the run. `npm test -- unit e2e`
 * runs only the stages named.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  ensureAlertmanager,
  ensureChromium,
  ensureNodeModules,
  ensurePrometheus,
  ensureRedis,
  ensureVictoriaMetrics,
} from './install.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const output = path.join(root, 'tests/.output');
const jestReport = path.join(output, 'jest.json');
const playwrightReport = path.join(output, 'playwright.json');

/** @type {Record<string, string[]>} stage -> npm script and its arguments */
const stages = {
  typecheck: ['typecheck'],
  lint: ['lint'],
  unused: ['unused'],
  // Jest leaves one processor to itself, which on two is half of the machine.
  unit: ['unit', '--', '--silent', '--maxWorkers=100%', '--json', `--outputFile=${jestReport}`],
  build: ['build'],
  validate: ['validate'],
  bench: ['bench', '--', '--short'],
  e2e: ['e2e'],
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in stages));
if (unknown.length > 0) {
  console.error(`Unknown stage ${unknown.join(', ')}; there are: ${Object.keys(stages).join(', ')}.`);
  process.exit(2);
}
const chosen = Object.keys(stages).filter((name) => asked.length === 0 || asked.includes(name));

mkdirSync(output, { recursive: true });
// A report of an earlier run must not be counted.
[jestReport, playwrightReport].forEach((file) => rmSync(file, { force: true }));
ensureNodeModules();
if (chosen.includes('e2e') || chosen.includes('bench')) {
  process.env.CHROMIUM_PATH = ensureChromium();
}
if (chosen.includes('unit') || chosen.includes('e2e')) {
  ensureVictoriaMetrics();
  ensureRedis();
}
if (chosen.includes('e2e')) {
  ensurePrometheus({ required: true });
  ensureAlertmanager();
  process.env.PRESAGE_TEST_PORT ??= String(await findPorts());
}

/** The first of four free ports in a row: the browser tests must not meet a server that someone else left running. */
async function findPorts() {
  const isFree = (port) =>
    new Promise((resolve) => {
      const server = createServer()
        .once('error', () => resolve(false))
        .once('listening', () => server.close(() => resolve(true)))
        .listen(port, '127.0.0.1');
    });
  for (let port = 3101; ; port += 4) {
    if ((await Promise.all([port, port + 1, port + 2, port + 3].map(isFree))).every(Boolean)) {
      return port;
    }
  }
}

const seconds = {};
for (const stage of chosen) {
  console.log(`\n=== ${stage}`);
  const started = Date.now();
  const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: playwrightReport };
  const { status } = spawnSync('npm', ['run', '--silent', ...stages[stage]], { cwd: root, stdio: 'inherit', env });
  seconds[stage] = Math.round((Date.now() - started) / 1000);
  if (status !== 0) {
    console.error(`\nStage "${stage}" failed after ${seconds[stage]} s. Run it alone with: npm test -- ${stage}`);
    process.exit(1);
  }
}

/** Counts of both runners together, from their own reports. */
function count() {
  const total = { passed: 0, failed: 0, skipped: 0, flaky: 0 };
  const read = (file) => JSON.parse(readFileSync(file, 'utf8'));
  if (chosen.includes('unit')) {
    const jest = read(jestReport);
    total.passed += jest.numPassedTests;
    total.failed += jest.numFailedTests;
    total.skipped += jest.numPendingTests;
  }
  if (chosen.includes('e2e')) {
    const { stats } = read(playwrightReport);
    total.passed += stats.expected + stats.flaky;
    total.failed += stats.unexpected;
    total.skipped += stats.skipped;
    total.flaky = stats.flaky;
  }
  return total;
}

const { passed, failed, skipped, flaky } = count();
console.log(
  `\n${Object.entries(seconds)
    .map(([stage, s]) => `${stage} ${s} s`)
    .join(', ')}`
);
if (flaky > 0) {
  console.log(`${flaky} of the browser tests passed only when tried again: see above for which.`);
}
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
