/**
 * `npx tsx tests/bench/panels.ts`: twenty forecast panels on one dashboard of the workbench, in Chromium. How many workers there
 * are, what trains out of sight, what the page's memory is and how it grows over fifty refreshes, and the tasks of the
 * main thread that take long.
 */
import { chromium, type Page } from '@playwright/test';
import { existsSync } from 'node:fs';
import os from 'node:os';
import { testIds } from '../../src/panel/testIds';
import { DEMO, GrafanaApi, demoPanels, small } from '../pages/grafanaApi';
import { heapOf, recordLongTasks, takeLongTasks } from '../pages/longTasks';
import { CHROMIUM_FLAGS } from '../tools/chromium';
import { HOUR, TEST_ANCHOR } from '../workbench/scenarios';
import { startWorkbench } from './workbench';

const PANELS = 20;
const REFRESHES = 50;
/** CSS pixels: what is in sight at first, and room for all. */
const WINDOW = { width: 1400, height: 900 };
const ALL = { width: 1400, height: 3600 };
const TRAINING_MS = 900_000;

async function main(): Promise<void> {
  const workbench = await startWorkbench();
  const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((file) => existsSync(file));
  const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS] });
  try {
    const context = await browser.newContext({ baseURL: workbench.url, viewport: WINDOW });
    const uid = await createDashboard(new GrafanaApi(context.request));
    const page = await context.newPage();
    await recordLongTasks(page);
    await page.goto(`/d/${uid}?from=${TEST_ANCHOR - 72 * HOUR}&to=${TEST_ANCHOR}&refresh=`);
    await page.waitForFunction(
      (id) => {
        const states = [...document.querySelectorAll(`[data-testid="${id}"]`)].map((one) =>
          one.getAttribute('data-state')
        );
        return states.filter((state) => state === 'ready').length > 2 && !states.includes('training');
      },
      testIds.panel,
      { timeout: TRAINING_MS, polling: 3000 }
    );
    const first = await look(page);
    await page.setViewportSize(ALL);
    await page.waitForFunction(
      ({ id, count }) => document.querySelectorAll(`[data-testid="${id}"][data-state="ready"]`).length === count,
      { id: testIds.panel, count: PANELS },
      { timeout: TRAINING_MS, polling: 3000 }
    );
    const all = await look(page);
    for (let i = 0; i < REFRESHES; i++) {
      await page.getByTestId('data-testid RefreshPicker run button').click();
      await page.waitForTimeout(300);
    }
    await page.waitForTimeout(5000);
    const refreshed = await look(page);
    const machine = `${os.cpus().length} x ${os.cpus()[0].model}, load ${os.loadavg()[0].toFixed(1)}, Node ${process.versions.node}`;
    console.log(`${new Date().toISOString()}; ${machine}`);
    console.table({ 'in sight at first': first, 'all in sight': all, [`${REFRESHES} refreshes later`]: refreshed });
  } finally {
    await browser.close();
    workbench.stop();
  }
}

/** Twenty panels of the demo's CPU in two columns, each with a query of its own and a network that trains in a moment. */
async function createDashboard(api: GrafanaApi): Promise<string> {
  const demo = await api.dashboard(DEMO);
  const cpu = demo.panels.find(({ id }) => id === demoPanels.cpu)!;
  const panels = Array.from({ length: PANELS }, (_, index) => ({
    ...small(cpu),
    id: index + 1,
    title: `CPU ${index + 1}`,
    gridPos: { x: 12 * (index % 2), y: 8 * Math.floor(index / 2), w: 12, h: 8 },
    targets: cpu.targets.map((target) => ({ ...target, expr: `${String(target.expr)} + ${index}` })),
  }));
  return api.save({ ...demo, id: null, uid: 'bench-panels', title: 'Twenty panels', refresh: '', panels });
}

async function look(page: Page) {
  const panels = await page.evaluate((id) => {
    const states = [...document.querySelectorAll(`[data-testid="${id}"]`)].map((one) => one.getAttribute('data-state'));
    return { mounted: states.length, ready: states.filter((state) => state === 'ready').length };
  }, testIds.panel);
  const { count, longest } = await takeLongTasks(page);
  return {
    'panels mounted': panels.mounted,
    forecast: panels.ready,
    workers: page.workers().length,
    'heap, MB': await heapOf(page),
    'tasks over 50 ms': count,
    'longest, ms': longest,
  };
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
