import type { Drawing, Line } from './pages/drawing';
import { quick, small, type PanelJson } from './pages/grafanaApi';
import { expect, test } from './pages/test';
import { HOUR, TEST_ANCHOR } from './workbench/scenarios';

const ask = (expr: string) => (panel: PanelJson) => ({
  ...small(panel),
  targets: panel.targets.map((target) => ({ ...target, expr, legendFormat: '' })),
});

/** A data source at a url, and a panel's queries to it. */
const dashboardOn = (url: string, name: string) => ({
  source: (api: { createDataSource(uid: string, url: string): Promise<string> }) => api.createDataSource(name, url),
  change: (panel: PanelJson) => {
    const datasource = { ...panel.datasource, uid: name };
    return { ...small(panel), datasource, targets: panel.targets.map((target) => ({ ...target, datasource })) };
  },
});

test.describe('a history that fails once', { tag: '@workbench' }, () => {
  test('is there soon, without a refresh', async ({ api, openDashboard, panel, baseURL }) => {
    const name = `flaky-first-${Date.now()}`;
    const { source, change } = dashboardOn(`${new URL(baseURL!).origin}/faults/flaky/${name}/1`, name);
    await source(api);
    await openDashboard(await api.createDashboard('test-flaky-first', 'constant', change));
    await expect(panel.part('error')).toContainText('the server is starting');
    await expect(panel.part('error')).toContainText('It is asked for again');
    await panel.waitUntilReady(60_000);
    await expect(panel.part('error')).toHaveCount(0);
  });

  test('leaves the last forecast on screen meanwhile', async ({ api, openDashboard, page, panel, baseURL }) => {
    const name = `flaky-later-${Date.now()}`;
    const { source, change } = dashboardOn(`${new URL(baseURL!).origin}/faults/flaky/${name}/2`, name);
    await source(api);
    const uid = await api.createDashboard('test-flaky-later', 'constant', change);
    await openDashboard(uid, { from: TEST_ANCHOR - 5 * HOUR, to: TEST_ANCHOR - 2 * HOUR });
    const first = (await panel.waitUntilReady()).forecasts;
    await page.getByRole('button', { name: /forward/i }).click();
    await expect(panel.status).toContainText('the server is starting');
    await expect(panel.part('statusText')).toContainText('Out of date');
    // The same forecast, from the newest sample on.
    const ahead = (lines: Line[]) => lines.map(({ points }) => points.filter(([time]) => time > TEST_ANCHOR));
    const kept = ahead((await panel.drawing()).forecasts);
    expect(kept).toEqual(ahead(first));
    expect(kept[0].length).toBeGreaterThan(5);
    const second = (await panel.waitUntilReady(60_000)).forecasts;
    expect(second[0].points[0][0]).toBeGreaterThan(first[0].points[0][0]);
    await expect(panel.status).not.toContainText('the server is starting');
  });
});

for (const expr of [
  'sum_over_time(demo_cpu_usage_percent{instance="web-1"}[$__interval])',
  'avg_over_time(demo_cpu_usage_percent{instance="web-1"}[$__range]) * $__range_s',
  'demo_cpu_usage_percent{instance="web-1"} * $__interval_ms',
  'demo_cpu_usage_percent{instance="web-1"} / demo_cpu_usage_percent{instance="web-1"} @ start() * 1000',
]) {
  test(`the band has the scale of the live series: ${expr}`, async ({ api, openDashboard, panel }) => {
    const unbounded = (json: PanelJson) => ({ ...ask(expr)(json), options: quick });
    await openDashboard(await api.createDashboard('test-scale', 'cpu', unbounded));
    const { live, bands } = await panel.waitUntilReady();
    const middle = ({ points }: Line) => points.map(([, value]) => value).sort((a, b) => a - b)[points.length >> 1];
    const [seen, upper, lower] = [live[0], bands[0].upper, bands[0].lower].map(middle);
    expect(Math.abs((upper + lower) / 2 / seen - 1)).toBeLessThan(0.25);
  });
}

test(
  'a server that answers over the step shows another history: no forecast, and what to write',
  { tag: '@workbench' },
  async ({ api, openDashboard, panel, baseURL }) => {
    const { source, change } = dashboardOn(`${new URL(baseURL!).origin}/faults/window`, 'own-window');
    await source(api);
    await openDashboard(await api.createDashboard('test-window', 'cpu', change));
    await expect(panel.part('error')).toContainText(/the history is about [\d,]+ and the series shown about [\d,]+/);
    await expect(panel.part('error')).toContainText('[5m]');
    const { forecasts, bands } = await panel.drawing();
    expect([...forecasts, ...bands]).toEqual([]);
  }
);

test('a calculated field is forecast from the visible range, its neighbour from its history', async ({
  api,
  openDashboard,
  panel,
}) => {
  const transformations = [
    {
      id: 'calculateField',
      options: {
        mode: 'binary',
        binary: { left: { matcher: { id: 'byType', options: 'number' } }, operator: '*', right: { fixed: '2' } },
      },
    },
  ];
  await openDashboard(await api.createDashboard('test-calculated', 'cpu', (p) => ({ ...small(p), transformations })));
  expect((await panel.waitUntilReady()).forecasts).toHaveLength(2);
  const details = await panel.details();
  expect(details).toContain('Learned from the visible range alone');
  expect(details).toMatch(/1,4\d\d points, one every 30m/);
});

test(
  'a snapshot shows the forecast of its author and trains nothing',
  { tag: '@workbench' },
  async ({ api, openDashboard, page, panel }) => {
    await openDashboard(await api.createDashboard('test-snapshot', 'cpu', small));
    const drawn = await panel.waitUntilReady();
    const seen = await panel.part('statusText').innerText();
    await page.getByRole('button', { name: 'Share snapshot' }).click();
    await page.waitForURL('**/dashboard/snapshot/**');
    const shown = await panel.waitUntilReady(20_000);
    await expect(panel.part('statusText')).toHaveText(seen);
    // What lies before the visible range stays behind.
    const visible = ({ lines }: Drawing) =>
      lines.map(({ points }) => points.filter(([time]) => time > TEST_ANCHOR - 71 * HOUR));
    expect(visible(shown)).toEqual(visible(drawn));
    expect(visible(shown).every((points) => points.length > 0)).toBe(true);
    expect(page.workers()).toHaveLength(0);
    expect(await panel.details()).toContain('As it was drawn when this snapshot was taken.');
  }
);
