import type { Page } from '@playwright/test';
import { readDrawing } from './pages/drawing';
import { SETTLED } from './pages/forecastPanel';
import { DEMO, small } from './pages/grafanaApi';
import { expect, test } from './pages/test';
import { testIds } from '../src/panel/testIds';
import { HOUR, TEST_ANCHOR } from './workbench/scenarios';

test('the demo dashboard: every panel ends in a state of its own', async ({ openDashboard, page }) => {
  // Five series train with the default options, one after another: a minute on a quiet machine.
  test.setTimeout(900_000);
  await page.setViewportSize({ width: 1400, height: 2200 });
  await openDashboard(DEMO);
  const panels = page.getByTestId(testIds.panel);
  await expect(panels).toHaveCount(7);
  // One worker for all panels, and none of them trains on the page.
  await expect.poll(() => page.workers().length, { timeout: 60_000 }).toBe(1);
  for (const index of [0, 1, 2, 3, 4, 5, 6]) {
    const status = panels.nth(index).getByTestId(testIds.statusText);
    await expect(status).toHaveText(index === 6 ? /^Learning: / : SETTLED, { timeout: 600_000 });
    await expect(panels.nth(index).getByTestId(testIds.progress)).toHaveCount(0, { timeout: 600_000 });
    const { lines, columns, forecasts } = await readDrawing(panels.nth(index));
    expect(lines).toHaveLength(columns);
    expect(forecasts.length > 0).toBe(index !== 6);
  }
  expect(page.workers()).toHaveLength(1);
  expect(await page.evaluate(() => window.presageResults.length)).toBeGreaterThanOrEqual(5);
});

/** When the model behind the last result was trained, ms; waits for a result. */
async function trainedAt(page: Page): Promise<number> {
  await page.waitForFunction(() => window.presageResults.length > 0);
  return page.evaluate(() => window.presageResults.at(-1)!.report.trainedAt);
}

test('an hour more of data: the model is used again, and the forecast starts later', async ({
  api,
  openDashboard,
  page,
  panel,
}) => {
  const uid = await api.createDashboard('test-reuse', 'cpu', small);
  await openDashboard(uid, { from: TEST_ANCHOR - 73 * HOUR, to: TEST_ANCHOR - HOUR });
  const { forecasts } = await panel.waitUntilReady();
  const trained = await trainedAt(page);
  expect(trained).toBeGreaterThan(0);
  expect(forecasts[0].points[0][0]).toBe(TEST_ANCHOR - HOUR);
  // Another page load: the model comes out of IndexedDB.
  await openDashboard(uid);
  await expect
    .poll(async () => (await panel.drawing()).forecasts[0]?.points[0][0], { timeout: 60_000 })
    .toBe(TEST_ANCHOR);
  await panel.waitUntilReady();
  expect(await trainedAt(page)).toBe(trained);
});

test('training can be cancelled; what needs none stays', async ({ api, openDashboard, panel }) => {
  const uid = await api.createDashboard('test-cancel', 'disk', (p) => ({
    ...p,
    options: { ...p.options, epochs: 500, patience: 100, hidden: 128 },
  }));
  await openDashboard(uid);
  await expect(panel.status).toContainText(/epoch \d+ of 500, .+ left/, { timeout: 120_000 });
  await expect(panel.status).toContainText(/validation loss \d/);
  await expect(panel.part('statusText')).toContainText('Preliminary');
  const [count, track] = await Promise.all([
    panel.part('crossings').boundingBox(),
    panel.part('progress').boundingBox(),
  ]);
  // The line of the progress stands clear of the counts above it.
  expect(track!.y - (count!.y + count!.height)).toBeGreaterThanOrEqual(2);
  await panel.part('cancel').click();
  await expect(panel.part('work')).toHaveText(
    /^Training stopped, showing (blend|seasonal naive|linear trend|last value)/
  );
  expect((await panel.drawing()).forecasts).toHaveLength(1);
});

test('a template variable changes the query', async ({ api, openDashboard, page, panel }) => {
  await openDashboard(await api.createDashboard('test-variable', 'gpu', small), { 'var-gpu': '1' });
  await panel.waitUntilReady();
  await expect(page.getByText('GPU 1', { exact: true })).toBeVisible();
  await expect(page.getByText('GPU 0', { exact: true })).toHaveCount(0);
});

for (const theme of ['dark', 'light']) {
  for (const width of [400, 1400]) {
    test(
      `draws in the ${theme} theme, ${width} px wide`,
      { tag: '@workbench' },
      async ({ api, openDashboard, page, panel }, info) => {
        await page.setViewportSize({ width, height: 700 });
        await openDashboard(await api.createDashboard(`test-${theme}-${width}`, 'disk', small), { theme });
        await panel.waitUntilReady();
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(overflow).toBeLessThanOrEqual(0);
        await info.attach(`${theme}-${width}`, { body: await page.screenshot(), contentType: 'image/png' });
      }
    );
  }
}
