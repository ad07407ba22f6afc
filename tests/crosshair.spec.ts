import type { Locator, Page } from '@playwright/test';
import { DATA_SOURCE, small } from './pages/grafanaApi';
import { expect, test } from './pages/test';
import { HOUR, TEST_ANCHOR } from './workbench/scenarios';

const expr = 'demo_cpu_usage_percent{instance="web-1"}';

/** The time at which the crosshair of a chart is drawn, ms; undefined where it has none. */
const crosshairOf = (panel: Locator) =>
  panel.evaluate((element) => {
    const u = window.presagePlot(element) as unknown as {
      posToVal(left: number, scale: string): number;
      over: Element;
    };
    const line = u.over.querySelector('.u-cursor-x')!;
    const left = new DOMMatrix(getComputedStyle(line).transform).m41;
    return left >= 0 && getComputedStyle(line).display !== 'none' ? u.posToVal(left, 'x') : undefined;
  });

/** Moves the mouse over a chart to a time. */
async function hover(page: Page, panel: Locator, time: number) {
  const left = await panel.evaluate((element, at) => window.presagePlot(element).valToPos(at, 'x'), time);
  const box = (await panel.locator('.u-over').boundingBox())!;
  await page.mouse.move(box.x + left - 20, box.y + box.height / 2);
  await page.mouse.move(box.x + left, box.y + box.height / 2, { steps: 4 });
}

test(
  'the crosshair is shared with a stock panel and another forecast panel, both ways, at the same time',
  { tag: '@workbench' },
  async ({ api, page, openDashboard }) => {
    const demo = await api.dashboard('presage-demo');
    const [model] = demo.panels;
    const datasource = { uid: DATA_SOURCE, type: model.datasource.type };
    const panel = (id: number, title: string, type: string, options: object) => ({
      ...{ id, title, type, datasource, options: { ...small(model).options, ...options } },
      targets: [{ refId: 'A', datasource, expr }],
      gridPos: { x: 0, y: 8 * (id - 1), w: 24, h: 8 },
    });
    const uid = await api.save({
      ...{ ...demo, uid: 'test-crosshair', title: 'Crosshair', refresh: '' },
      panels: [
        panel(1, 'Stock', 'timeseries', {}),
        panel(2, 'Forecast', model.type, {}),
        panel(3, 'Preview', model.type, { preview: true }),
      ],
    });
    await page.setViewportSize({ width: 1200, height: 1100 });
    await openDashboard(uid, { from: TEST_ANCHOR - 24 * HOUR, to: TEST_ANCHOR });
    const [stock, forecast, other] = ['Stock', 'Forecast', 'Preview'].map((title) =>
      page.locator('section', { has: page.getByRole('heading', { name: title }) })
    );
    for (const panel of [stock, forecast, other]) {
      await panel.locator('.u-over').waitFor();
    }
    // The forecast reaches beyond the range: the same time lies elsewhere on its axis.
    await expect
      .poll(() => forecast.evaluate((element) => window.presagePlot(element).data.model.to), { timeout: 60_000 })
      .toBeGreaterThan(TEST_ANCHOR);
    const minutes = 60_000;
    const all = [stock, forecast, other];
    for (const from of all) {
      const time = TEST_ANCHOR - (5 + all.indexOf(from)) * HOUR;
      await hover(page, from, time);
      for (const panel of all) {
        await expect.poll(async () => Math.abs(((await crosshairOf(panel)) ?? 0) - time)).toBeLessThan(4 * minutes);
      }
    }
    // Beyond the end of the others there is nothing to point at.
    await hover(page, forecast, TEST_ANCHOR + HOUR);
    await expect.poll(async () => (await crosshairOf(forecast)) ?? 0).toBeGreaterThan(TEST_ANCHOR);
    const shown = await crosshairOf(stock);
    expect(shown === undefined || shown >= TEST_ANCHOR).toBe(true);
    await page.mouse.move(2, 2);
    await expect.poll(() => crosshairOf(stock)).toBeUndefined();
    await expect.poll(() => crosshairOf(other)).toBeUndefined();
  }
);
