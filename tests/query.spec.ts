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

test.describe('a query', { tag: '@workbench' }, () => {
  test('is completed while it is typed, and runs on Shift+Enter', async ({ api, page, openDashboard }) => {
    const uid = await api.createDashboard('test-editor', 'cpu', small);
    await openDashboard(uid, { editPanel: 1 });
    const field = page.locator('.cm-content');
    await expect(field).toHaveAttribute('aria-label', 'PromQL expression');
    await field.fill('');
    await field.pressSequentially('demo_cp');
    const list = page.locator('.cm-tooltip-autocomplete');
    await expect(list).toContainText('demo_cpu');
    await page.keyboard.press('Escape');
    const seen = rangesOf(page);
    await field.fill('count(up)');
    await page.keyboard.press('Shift+Enter');
    await expect.poll(() => seen.queries).toContain('count(up)');
    await expect(field).toHaveText('count(up)');
  });

  test('has its history out of the cache when the page is loaded again', async ({
    api,
    page,
    panel,
    openDashboard,
  }) => {
    const uid = await api.createDashboard('test-cache', 'cpu', small);
    const cold = rangesOf(page);
    await openDashboard(uid);
    await panel.waitUntilReady();
    expect(cold.days.some((days) => days > 25)).toBe(true);
    const before = cold.days.length;
    await page.reload();
    await panel.waitUntilReady();
    const warm = cold.days.slice(before);
    expect(warm.length).toBeGreaterThan(0);
    expect(warm.filter((days) => days > 3.1)).toEqual([]);
  });

  test('that is a forecast is answered by the page, in a worker', async ({ api, page, openDashboard }) => {
    const uid = await api.createDashboard('test-forecast-query', 'cpu', (panel) => ({
      ...panel,
      // A preview draws what it is given, and trains nothing of its own.
      options: { ...panel.options, preview: true },
      targets: [
        { ...panel.targets[0], legendFormat: 'cpu', queryType: 'forecast', forecast: { history: '10d', step: '1h' } },
      ],
    }));
    const worker = page.waitForEvent('worker');
    await openDashboard(uid);
    expect((await worker).url()).toContain('forecast.worker.js');
    await expect(page.getByText('cpu yhat_upper', { exact: true })).toBeVisible();
    expect(page.workers()).toHaveLength(1);
  });
});
