/**
 * `npx tsx tests/bench/wide.ts [series ...]`: one forecast panel of fifty and of two hundred series in Chromium, over a
 * real Prometheus where one is installed. Seconds from the beginning of the page to the live lines, to the first forecast and to
 * the last trained one, the page's memory, and the tasks of its main thread that take long.
 */
import { chromium, type Browser } from '@playwright/test';
import { existsSync } from 'node:fs';
import os from 'node:os';
import { testIds } from '../../src/panel/testIds';
import { recordDrawing } from '../pages/drawing';
import { GrafanaApi, small } from '../pages/grafanaApi';
import { heapOf, recordLongTasks, takeLongTasks } from '../pages/longTasks';
import { manySeries } from '../pages/manySeries';
import { CHROMIUM_FLAGS } from '../tools/chromium';
import { HOUR, TEST_ANCHOR } from '../workbench/scenarios';
import { startWorkbench } from './workbench';

const TRAINING_MS = 300_000;

async function open(browser: Browser, baseURL: string, count: number) {
  const context = await browser.newContext({ baseURL, viewport: { width: 1400, height: 900 } });
  const uid = await new GrafanaApi(context.request).createDashboard(`bench-wide-${count}`, 'cpu', (panel) => ({
    ...small(panel),
    targets: [{ ...panel.targets[0], expr: manySeries(count), legendFormat: 'shard {{shard}}' }],
  }));
  const page = await context.newPage();
  await recordDrawing(page);
  await recordLongTasks(page);
  await page.goto(`/d/${uid}?from=${TEST_ANCHOR - 72 * HOUR}&to=${TEST_ANCHOR}&refresh=`);
  const options = { timeout: TRAINING_MS };
  const live = await page.waitForFunction(() => document.querySelector('.uplot canvas') && performance.now(), options);
  const first = await page.waitForFunction(() => window.presageFirstForecast, options);
  const last = await page.waitForFunction(
    (id) => document.querySelector(`[data-testid="${id}"][data-state="ready"]`) && performance.now(),
    testIds.panel,
    options
  );
  const times = await Promise.all([live, first, last].map(async (handle) => Number(await handle.jsonValue())));
  const [liveS, firstS, lastS] = times.map((ms) => Number((ms / 1000).toFixed(1)));
  const tasks = await takeLongTasks(page);
  const heap = await heapOf(page);
  await context.close();
  return {
    'live lines, s': liveS,
    'first forecast, s': firstS,
    'all trained, s': lastS,
    'heap, MB': heap,
    'tasks over 50 ms': tasks.count,
    'longest, ms': tasks.longest,
  };
}

async function main(): Promise<void> {
  const workbench = await startWorkbench([]);
  const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((file) => existsSync(file));
  const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS] });
  try {
    const asked = process.argv.slice(2).map(Number);
    const table: Record<string, Awaited<ReturnType<typeof open>>> = {};
    for (const count of asked.length > 0 ? asked : [8, 50, 200]) {
      table[`${count} series`] = await open(browser, workbench.url, count);
    }
    const machine = `${os.cpus().length} x ${os.cpus()[0].model}, load ${os.loadavg()[0].toFixed(1)}, Node ${process.versions.node}`;
    console.log(`${new Date().toISOString()}; ${machine}`);
    console.table(table);
  } finally {
    await browser.close();
    workbench.stop();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
