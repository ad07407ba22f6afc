import path from 'node:path';
import type { Page, TestInfo } from '@playwright/test';
import { selectors } from '@grafana/e2e-selectors';
import { testIds } from '../src/panel/testIds';
import { DEMO, small, type DemoPanel, type PanelJson } from './pages/grafanaApi';
import { expect, test } from './pages/test';
import { HOUR, MINUTE, TEST_ANCHOR } from './workbench/scenarios';

/** The pictures of README and docs. `npm run pictures` keeps them; as a test they show that they can still be made. */
const isKept = process.env.PRESAGE_PICTURES !== undefined;

test.beforeEach(async ({ page }) => {
  // The line of now says "now".
  await page.clock.setFixedTime(TEST_ANCHOR);
});

const fileOf = (name: string, info: TestInfo) => path.join(isKept ? 'docs/images' : info.outputDir, `${name}.png`);

test('pictures of the steps', { tag: '@workbench' }, async ({ api, openDashboard, page, panel }, info) => {
  const shoot = (name: string) => page.screenshot({ path: fileOf(name, info) });
  await page.setViewportSize({ width: 900, height: 960 });
  await page.goto('/a/presage-forecast-app');
  await expect(page.getByRole('list', { name: 'Devices' })).toBeVisible();
  await shoot('start');
  await page.setViewportSize({ width: 900, height: 664 });
  await page.goto('/datasources/edit/presage-prometheus');
  await page.getByTestId(selectors.pages.DataSource.saveAndTest).click();
  await expect(page.getByTestId(selectors.pages.DataSource.alert)).toContainText('answers');
  await shoot('data-source');
  await page.setViewportSize({ width: 1300, height: 800 });
  await openDashboard(await api.createDashboard('test-pictures', 'cpu', small), { editPanel: 1 });
  await panel.waitUntilReady();
  await shoot('panel-editor');
});

test('the picture of the demo', { tag: '@workbench' }, async ({ openDashboard, page }, info) => {
  test.skip(!isKept, 'dashboard.spec.ts waits for the same panels');
  test.setTimeout(900_000);
  await page.setViewportSize({ width: 1400, height: 890 });
  await openDashboard(DEMO);
  for (const index of [0, 1, 2]) {
    const root = page.getByTestId(testIds.panel).nth(index);
    await expect(root.getByTestId(testIds.progress)).toHaveCount(0, { timeout: 300_000 });
    await expect(root.getByTestId(testIds.statusText)).not.toHaveText(/^(Learning|Preliminary)/, { timeout: 300_000 });
  }
  await page.screenshot({ path: fileOf('demo', info) });
});

interface Picture {
  name: string;
  panel: DemoPanel;
  change?: (panel: PanelJson) => PanelJson;
  /** hours before the anchor */
  hours?: number;
  height?: number;
  act?: (page: Page) => Promise<void>;
}

/** 60 points more than usual from 21 minutes before the anchor on. */
const withFault = (panel: PanelJson): PanelJson => {
  const expr = `demo_cpu_usage_percent{instance="web-1"} + 40 * (time() >= bool ${(TEST_ANCHOR - 21 * MINUTE) / 1000})`;
  return { ...small(panel), targets: panel.targets.map((target) => ({ ...target, expr, interval: '1m' })) };
};
const open = (id: string) => (page: Page) => page.getByTestId(id).click();

/** States of the panel that the docs explain, in both themes. */
const PICTURES: Picture[] = [
  { name: 'incidents', panel: 'cpu', act: open(testIds.anomalies), height: 14 },
  { name: 'anomalous', panel: 'cpu', change: withFault, hours: 12 },
  { name: 'crossing', panel: 'disk', act: open(testIds.crossings), height: 12 },
  { name: 'details', panel: 'cpu', act: open(testIds.details), height: 14 },
  {
    name: 'past',
    panel: 'cpu',
    act: async (page) => {
      const handle = page.getByRole('slider', { name: 'Start of the forecast' });
      await handle.focus();
      for (let step = 0; step < 18; step++) {
        await handle.press('ArrowLeft');
      }
      await expect(page.getByText(/values? within the 95 % band\.$/)).toBeVisible({ timeout: 60_000 });
    },
  },
  { name: 'excluded', panel: 'cpu', change: (panel) => excluding(small(panel)) },
];

const excluding = (panel: PanelJson): PanelJson => ({
  ...panel,
  options: { ...panel.options, excludedWindows: '2026-11-02T02:00Z/2026-11-02T08:00Z' },
});

for (const theme of ['dark', 'light']) {
  for (const { name, panel: from, change = small, hours = 72, height = 10, act } of PICTURES) {
    test(
      `the picture of ${name}, ${theme}`,
      { tag: '@workbench' },
      async ({ api, openDashboard, page, panel }, info) => {
        await page.setViewportSize({ width: 900, height: 760 });
        const uid = await api.createDashboard(`picture-${name}`, from, (json) => ({
          ...change(json),
          gridPos: { x: 0, y: 0, w: 24, h: height },
        }));
        await openDashboard(uid, { from: TEST_ANCHOR - hours * HOUR, to: TEST_ANCHOR, theme });
        await panel.waitUntilReady();
        await act?.(page);
        // Away from what has a tooltip.
        await page.mouse.move(2, 2);
        await page.waitForTimeout(500);
        await page
          .locator('section')
          .first()
          .screenshot({ path: fileOf(`${name}-${theme}`, info) });
      }
    );
  }
}
