import type { Page, Request } from '@playwright/test';
import { DATA_SOURCE, type GrafanaApi, type PanelJson, small } from './pages/grafanaApi';
import { expect, test } from './pages/test';
import { hasVictoriaMetrics, importSeries, startVictoriaMetrics } from './workbench/prometheus/victoriaMetrics';
import { createScenarios, historyStart, MINUTE, TEST_ANCHOR } from './workbench/scenarios';
import type { Running } from './workbench/server/http';

/** Lengths of the ranges that are asked for from now on, in days. */
function rangesOf(page: Page): { days: number[]; queries: string[] } {
  const seen = { days: [] as number[], queries: [] as string[] };
  page.on('request', (request: Request) => {
    if (request.url().includes('/api/v1/query_range')) {
      const params = new URLSearchParams(request.postData() ?? '');
      seen.days.push((Number(params.get('end')) - Number(params.get('start'))) / 86_400);
      seen.queries.push(params.get('query') ?? '');
    }
  });
  return seen;
}

let victoria: Running | undefined;

/** The CPU of the demo in VictoriaMetrics, and a data source of it. */
async function victoriaSource(api: GrafanaApi): Promise<string> {
  test.skip(!hasVictoriaMetrics(), 'needs victoria-metrics');
  if (!victoria) {
    victoria = await startVictoriaMetrics();
    const series = createScenarios(TEST_ANCHOR)
      .filter(({ metric }) => /cpu|disk/.test(metric))
      .map(({ metric, labels, value }) => {
        const all = Array.from(
          { length: (TEST_ANCHOR - historyStart(TEST_ANCHOR)) / MINUTE + 1 },
          (_, i) => historyStart(TEST_ANCHOR) + i * MINUTE
        );
        const timestamps = all.filter((time) => !Number.isNaN(value(time)));
        return { metric: { __name__: metric, ...labels }, timestamps, values: timestamps.map(value) };
      });
    await importSeries(victoria, series);
  }
  return api.createDataSource('test-victoria-query', victoria.url);
}

test.afterAll(() => victoria?.stop());

const servers: Array<[string, (api: GrafanaApi) => Promise<string>]> = [
  ['Prometheus', async () => DATA_SOURCE],
  ['VictoriaMetrics', victoriaSource],
];

for (const [name, sourceOf] of servers) {
  test.describe(`a query of ${name}`, { tag: '@workbench' }, () => {
    /** A dashboard of the demo's CPU panel, asked of this server. */
    const create = async (api: GrafanaApi, uid: string, change: (panel: PanelJson) => PanelJson) => {
      const source = await sourceOf(api);
      return api.createDashboard(`${uid}-${name}`, 'cpu', (panel) => {
        const datasource = { ...panel.datasource, uid: source };
        return change({ ...panel, datasource, targets: panel.targets.map((target) => ({ ...target, datasource })) });
      });
    };

    test('is completed while it is typed, explained, checked, and runs on Shift+Enter', async ({
      api,
      page,
      openDashboard,
    }) => {
      await openDashboard(await create(api, 'test-editor', small), { editPanel: 1 });
      const field = page.locator('.cm-content');
      await expect(field).toHaveAttribute('aria-label', 'PromQL expression');
      await field.fill('');
      await field.pressSequentially('demo_cp');
      const list = page.locator('.cm-tooltip-autocomplete');
      await expect(list).toContainText('demo_cpu');
      await page.keyboard.press('Escape');
      await field.fill('');
      await field.pressSequentially('demo_cpu_usage_percent{inst');
      await expect(list).toContainText('instance');
      await page.keyboard.press('Escape');
      // What is wrong is underlined, what is right is not, and a function says what it does.
      const wrong = page.locator('.cm-lintRange-error');
      await field.fill('rate(demo_cpu_usage_percent)');
      await expect(wrong).toHaveText('demo_cpu_usage_percent');
      await field.fill('rate(demo_cpu_usage_percent[5m])');
      await expect(wrong).toHaveCount(0);
      await field
        .locator('span')
        .filter({ hasText: /^rate$/ })
        .hover();
      await expect(page.locator('.cm-tooltip-hover')).toContainText(/^rate: .{10,}/);
      const seen = rangesOf(page);
      await field.fill('count(demo_cpu_usage_percent)');
      await page.keyboard.press('Shift+Enter');
      await expect.poll(() => seen.queries).toContain('count(demo_cpu_usage_percent)');
      await expect(field).toHaveText('count(demo_cpu_usage_percent)');
    });

    test('has its history out of the cache when the page is loaded again', async ({
      api,
      page,
      panel,
      openDashboard,
    }) => {
      const uid = await create(api, 'test-cache', small);
      const seen = rangesOf(page);
      await openDashboard(uid);
      await panel.waitUntilReady();
      expect(seen.days.some((days) => days > 25)).toBe(true);
      const before = seen.days.length;
      await page.reload();
      await panel.waitUntilReady();
      const warm = seen.days.slice(before);
      expect(warm.length).toBeGreaterThan(0);
      expect(warm.filter((days) => days > 3.1)).toEqual([]);
    });

    test('that is a forecast is answered by the page, in a worker', async ({ api, page, openDashboard }) => {
      const forecast = { history: '10d', step: '1h' };
      const uid = await create(api, 'test-forecast-query', (panel) => ({
        ...panel,
        // A preview draws what it is given, and trains nothing of its own.
        options: { ...panel.options, preview: true },
        targets: [{ ...panel.targets[0], legendFormat: 'cpu', queryType: 'forecast', forecast }],
      }));
      const worker = page.waitForEvent('worker');
      await openDashboard(uid);
      expect((await worker).url()).toContain('forecast.worker.js');
      await expect(page.getByText('cpu yhat_upper', { exact: true })).toBeVisible();
      expect(page.workers()).toHaveLength(1);
    });
  });
}
