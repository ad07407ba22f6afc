/**
 * A process of its own that runs Jest on the test files it is told, with a mutant in place or under coverage: a mutant
 * that never ends is ended with its process. Messages in: `{ tests, mutant?, cover? }`; out: `{ ended }`, the
 * number of test files that are done, after each of them, and at last `{ failed?, reports }`.
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const { runCLI } = require('jest');
const { projects } = require(path.join(root, 'jest.config.js'));
const node = projects.find(({ displayName }) => displayName === 'node');

/** Longer than any test takes: a slow machine must not count as a mutant that was noticed. */
const TEST_TIMEOUT_MS = 120_000;

const throughMutation = ([pattern, [, options]]) => [pattern, [path.join(here, 'transform.cjs'), options]];

function configOf({ tests, mutant }) {
  const { testMatch: _, ...rest } = node;
  return {
    ...rest,
    transform: Object.fromEntries(Object.entries(node.transform).map(throughMutation)),
    roots: ['<rootDir>/src', '<rootDir>/tests'],
    testRegex: tests.map((test) => `^${test.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`),
    testTimeout: TEST_TIMEOUT_MS,
    testSequencer: path.join(here, 'sequencer.cjs'),
    reporters: [path.join(here, 'reporter.cjs')],
    // Jest keeps transformed files in memory by configuration: another mutant is another one.
    globals: { mutant: JSON.stringify(mutant ?? null) },
  };
}

process.on('message', async (task) => {
  const reports = [];
  let failed;
  globalThis.presageMutation = { mutant: task.mutant, cover: task.cover };
  globalThis.presageOrder = task.tests;
  globalThis.presageIsDecided = () => failed !== undefined && !task.cover;
  globalThis.presageReport = (test, { coverage, perfStats, numFailingTests, testExecError }) => {
    if (numFailingTests > 0 || testExecError) {
      failed ??= test;
    }
    reports.push({ test, ms: perfStats.end - perfStats.start, coverage: task.cover && coverage });
    process.send({ ended: reports.length });
  };
  const config = JSON.stringify(configOf(task));
  await runCLI(
    {
      $0: 'mutate',
      _: [],
      config,
      rootDir: root,
      runInBand: true,
      silent: true,
      watchman: false,
    },
    [root]
  );
  process.send({ failed, reports });
});
process.on('disconnect', () => process.exit());
