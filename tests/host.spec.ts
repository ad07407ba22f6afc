import { readDrawing } from './pages/drawing';
import { DATA_SOURCE, type GrafanaApi, type PanelJson, small } from './pages/grafanaApi';
import { expect, test } from './pages/test';
import { testIds } from '../src/panel/testIds';
import { HOUR, TEST_ANCHOR } from './workbench/scenarios';

const cpu = 'demo_cpu_usage_percent{instance="web-1"}';
const range = { from: TEST_ANCHOR - 3 * HOUR, to: TEST_ANCHOR };

/** A dashboard of these panels over the demo's data source and its variables. */
async function save(api: GrafanaApi, uid: string, panels: Array<Partial<PanelJson>>) {
  const demo = await api.dashboard('presage-demo');
  const { datasource } = demo.panels[0];
  const gridPos = (i: number) => ({ x: 0, y: 8 * i, w: 24, h: 8 });
  const all = panels.map((panel, i) => ({
    ...{ id: i + 1, type: 'timeseries', title: `Panel ${i + 1}`, datasource, options: {}, targets: [] },
    gridPos: gridPos(i),
    ...panel,
  }));
  return api.save({ ...demo, uid, title: uid, refresh: '', panels: all });
}

test.describe('what else a dashboard has', { tag: '@workbench' }, () => {
  test('a gauge shows the probability of a crossing', async ({ api, page, openDashboard }) => {
    const forecast = { history: '10d', step: '1h', output: 'breaches', thresholds: [95] };
    const uid = await save(api, 'test-gauge', [
      { type: 'gauge', targets: [{ refId: 'A', expr: cpu, queryType: 'forecast', forecast }] },
    ]);
    await openDashboard(uid);
    const meter = page.getByRole('meter', { name: 'probability' });
    await expect(meter).toHaveAttribute('aria-valuetext', /%$/, { timeout: 60_000 });
    const value = Number(await meter.getAttribute('aria-valuenow'));
    expect(value).toBeGreaterThanOrEqual(0);
    expect(value).toBeLessThanOrEqual(1);
  });

  test('rows are repeated by a variable, each with the queries of its value', async ({ api, page, openDashboard }) => {
    const { datasource } = (await api.dashboard('presage-demo')).panels[0];
    const target = {
      refId: 'A',
      datasource,
      expr: 'demo_gpu_utilization_percent{gpu="$gpu"}',
      legendFormat: 'of $gpu',
    };
    const uid = await save(api, 'test-rows', [
      { type: 'row', title: 'GPU number $gpu', repeat: 'gpu', gridPos: { x: 0, y: 0, w: 24, h: 1 } },
      { targets: [target], gridPos: { x: 0, y: 1, w: 24, h: 8 } },
    ]);
    await openDashboard(uid, { ...range, 'var-gpu': '$__all' });
    for (const gpu of ['0', '1']) {
      await expect(page.getByText(`GPU number ${gpu}`)).toBeVisible();
      await expect(page.getByText(`of ${gpu}`, { exact: true })).toBeVisible();
    }
    await openDashboard(uid, { ...range, 'var-gpu': '1' });
    await expect(page.getByText('of 1', { exact: true })).toBeVisible();
    await expect(page.getByText('GPU number 0')).toHaveCount(0);
  });

  test(
    'an annotation is marked in each panel, its labels as text; a dashboard’s filters stand in all queries',
    { tag: '@stores' },
    async ({ api, page, openDashboard }) => {
      const demo = await api.dashboard('presage-demo');
      const { datasource } = demo.panels[0];
      const target = { refId: 'A', datasource, expr: 'demo_gpu_utilization_percent', legendFormat: 'GPU {{gpu}}' };
      const query = { refId: 'Anno', expr: 'demo_gpu_utilization_percent > 0' };
      const annotation = {
        name: 'Busy',
        enable: true,
        datasource,
        target: query,
        titleFormat: '<b>{{gpu}}</b> is busy',
      };
      const gridPos = { x: 0, y: 0, w: 24, h: 10 };
      const dashboard = {
        ...demo,
        uid: 'test-annotated',
        refresh: '',
        annotations: { list: [annotation] },
        panels: [{ id: 1, type: 'timeseries', title: 'Load', datasource, options: {}, targets: [target], gridPos }],
      };
      await openDashboard(await api.save(dashboard), range);
      const titles = page.locator('[aria-label="Annotations"] li');
      await expect(titles).toHaveText(['<b>0</b> is busy', '<b>1</b> is busy']);
      const filters = [{ key: 'gpu', operator: '!=', value: '0' }];
      const list = [{ type: 'adhoc', name: 'Filters', datasource, filters }];
      const asked: string[] = [];
      page.on('request', (request) => asked.push(new URLSearchParams(request.postData() ?? '').get('query') ?? ''));
      await openDashboard(await api.save({ ...dashboard, uid: 'test-filtered', templating: { list } }), range);
      await expect(page.getByText('GPU 1', { exact: true })).toBeVisible();
      await expect(page.getByText('GPU 0', { exact: true })).toHaveCount(0);
      await expect(titles).toHaveText(['<b>1</b> is busy']);
      expect(asked).toContain('demo_gpu_utilization_percent{gpu!="0"}');
      expect(asked).toContain('demo_gpu_utilization_percent{gpu!="0"} > 0');
    }
  );

  test('an expression says that Grafana’s server does not reach the data source', async ({
    api,
    page,
    openDashboard,
  }) => {
    const expression = {
      refId: 'B',
      datasource: { type: '__expr__', uid: '__expr__' },
      type: 'math',
      expression: '$A*2',
    };
    const datasource = { uid: DATA_SOURCE, type: 'presage-prometheus-datasource' };
    const uid = await save(api, 'test-expression', [{ targets: [{ refId: 'A', datasource, expr: cpu }, expression] }]);
    await openDashboard(uid, range);
    const mark = page.getByTestId('data-testid Panel status error');
    await mark.hover();
    await expect(page.locator('body')).toContainText('plugin unavailable');
  });

  test('the panel suggests itself with a preview that trains nothing, and a click takes it', async ({
    api,
    page,
    openDashboard,
  }) => {
    const datasource = { uid: DATA_SOURCE, type: 'presage-prometheus-datasource' };
    const uid = await save(api, 'test-suggestions', [{ targets: [{ refId: 'A', datasource, expr: cpu }] }]);
    await openDashboard(uid, { ...range, editPanel: 1 });
    await page.getByRole('button', { name: 'Suggestions' }).click();
    const cards = page.getByRole('region', { name: 'Suggestions' });
    const card = cards.getByTestId(testIds.panel);
    await expect.poll(async () => (await readDrawing(card)).lines[0]?.points.length ?? 0).toBeGreaterThan(24);
    expect(page.workers()).toHaveLength(0);
    await cards.getByRole('button', { name: 'Presage forecast' }).click();
    await expect(page.getByTestId(testIds.statusText)).toBeVisible();
  });

  test('Explore takes a panel’s query, keeps what was asked, and makes a dashboard of it', async ({
    api,
    page,
    openDashboard,
  }) => {
    const datasource = { uid: DATA_SOURCE, type: 'presage-prometheus-datasource' };
    const expr = 'demo_gpu_utilization_percent{gpu="$gpu"}';
    const uid = await save(api, 'test-explore', [{ title: 'Load', targets: [{ refId: 'A', datasource, expr }] }]);
    await openDashboard(uid, { ...range, 'var-gpu': '1' });
    await page.getByRole('heading', { name: 'Load' }).hover();
    await page.getByRole('button', { name: /Menu for panel/ }).click();
    await page.getByRole('menuitem', { name: 'Explore' }).click();
    await expect(page).toHaveURL(/\/explore\?/);
    const field = page.locator('.cm-content');
    await expect(field).toHaveText('demo_gpu_utilization_percent{gpu="1"}');
    await expect(page.getByRole('columnheader').first()).toHaveText('Time');
    await field.fill(cpu);
    await page.keyboard.press('Shift+Enter');
    const asked = page.getByRole('list', { name: 'Query history' }).getByRole('button');
    await expect(asked).toHaveText([cpu, 'demo_gpu_utilization_percent{gpu="1"}']);
    await asked.last().click();
    await expect(field).toHaveText('demo_gpu_utilization_percent{gpu="1"}');
    await asked.filter({ hasText: 'cpu' }).click();
    await expect(field).toHaveText(cpu);
    await page.getByRole('button', { name: 'Add to dashboard' }).click();
    await expect(page).toHaveURL(/\/d\//);
    await expect(page.getByRole('heading', { name: 'New panel' })).toBeVisible();
    const [, made] = /\/d\/([^/?]+)/.exec(page.url())!;
    expect((await api.dashboard(made)).panels[0].targets[0]).toMatchObject({ expr: cpu });
  });

  test('Explore forecasts, and its help writes a query', async ({ page }) => {
    await page.goto(`/explore?from=${range.from}&to=${TEST_ANCHOR + 6 * HOUR}`);
    const field = page.locator('.cm-content');
    await field.fill(cpu);
    await page.keyboard.press('Escape');
    await page.getByRole('radio', { name: 'Forecast' }).click({ force: true });
    for (const [name, value] of [
      ['History', '10d'],
      ['Step', '1h'],
    ]) {
      await page.getByLabel(name, { exact: true }).fill(value);
      await page.getByLabel(name, { exact: true }).press('Enter');
    }
    await expect(page.getByRole('columnheader')).toContainText(['time', 'y', 'yhat'], { timeout: 60_000 });
    await expect(page.getByText(/ yhat_upper$/)).toBeVisible();
    await page.getByRole('button', { name: 'Query help' }).click();
    await page.getByRole('button', { name: 'Use the query: Memory that leaks' }).click();
    await expect(field).toContainText('process_resident_memory_bytes');
  });

  test('a data source asks through another one, by its address and not its own', async ({
    api,
    page,
    panel,
    openDashboard,
  }) => {
    const source = await api.createDataSource('test-through', 'http://127.0.0.1:9', { throughUid: DATA_SOURCE });
    const uid = await api.createDashboard('test-through', 'cpu', (one) => {
      const datasource = { ...one.datasource, uid: source };
      return { ...small(one), datasource, targets: one.targets.map((target) => ({ ...target, datasource })) };
    });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await openDashboard(uid);
    expect((await panel.waitUntilReady()).forecasts).toHaveLength(1);
    expect(asked.some((url) => url.includes(`/proxy/uid/${DATA_SOURCE}/api/v1/query_range`))).toBe(true);
    expect(asked.filter((url) => url.includes(`/proxy/uid/${source}/`))).toEqual([]);
  });
});
