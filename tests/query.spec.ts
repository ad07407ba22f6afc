import type { Page, Request } from '@playwright/test';
import { small } from './pages/grafanaApi';
import { expect, test } from './pages/test';

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

/** In front of Prometheus and of VictoriaMetrics. */
test.describe('a query', { tag: ['@workbench', '@stores'] }, () => {
  test('is completed while it is typed, explained, checked, and runs on Shift+Enter', async ({
    api,
    page,
    openDashboard,
  }) => {
    await openDashboard(await api.createDashboard('test-editor', 'cpu', small), { editPanel: 1 });
    const field = page.locator('.cm-content');
    await expect(field).toHaveAttribute('aria-label', 'PromQL expression');
    const list = page.locator('.cm-tooltip-autocomplete');
    for (const [typed, completed] of [
      ['demo_cp', 'demo_cpu_usage_percent'],
      ['demo_cpu_usage_percent{inst', 'instance'],
      ['demo_cpu_usage_percent{instance="w', 'web-1'],
      ['rat', 'rate'],
      ['rate(demo_cpu_usage_percent[5', 'ms'],
      ['count(demo_cpu_usage_percent) b', 'by'],
    ]) {
      await field.fill('');
      await field.pressSequentially(typed);
      await expect(list, typed).toContainText(completed);
      await page.keyboard.press('Escape');
    }
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
    await field.fill('');
    await field.pressSequentially('- demo_cpu_usage_percent');
    await expect(list).toBeVisible();
    await page.keyboard.press('Shift+Enter');
    await expect(list).toHaveCount(0);
    await expect.poll(() => seen.queries).toContain('- demo_cpu_usage_percent');
    await expect(field).toHaveText('- demo_cpu_usage_percent');
  });

  test('has its history out of the cache when the page is loaded again', async ({
    api,
    page,
    panel,
    openDashboard,
  }) => {
    const uid = await api.createDashboard('test-cache', 'cpu', small);
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
    const uid = await api.createDashboard('test-forecast-query', 'cpu', (panel) => ({
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
