import { readDrawing } from './pages/drawing';
import { DATA_SOURCE, type PanelJson } from './pages/grafanaApi';
import { expect, test } from './pages/test';
import { testIds } from '../src/panel/testIds';
import { DAY, TEST_ANCHOR } from './workbench/scenarios';

test.describe(
  'the data source beside stock panels and in a dashboard of many parts',
  { tag: ['@workbench', '@stores'] },
  () => {
    test('stat, table and time series show a forecast; mixed sources, shifted, repeated and annotated panels ours', async ({
      api,
      page,
      openDashboard,
    }) => {
      await page.setViewportSize({ width: 1400, height: 1800 });
      const dashboard = await api.dashboard('presage-demo');
      const other = await api.createDataSource('test-other', await api.urlOf(DATA_SOURCE));
      const [model] = dashboard.panels;
      const datasource = model.datasource;
      const forecast = { history: '10d', step: '1h', thresholds: [95] };
      const query = (more: object) => ({
        refId: 'A',
        datasource,
        expr: 'demo_cpu_usage_percent{instance="web-1"}',
        ...more,
      });
      const panel = (id: number, type: string, title: string, more: Partial<PanelJson>): PanelJson => ({
        ...{ id, type, title, datasource, options: {}, targets: [] },
        gridPos: { x: (id % 2) * 12, y: 8 * Math.floor(id / 2), w: 12, h: 8 },
        ...more,
      });
      const forecasting = [query({ queryType: 'forecast', forecast, legendFormat: 'cpu' })];
      const table = [query({ queryType: 'forecast', forecast: { ...forecast, output: 'breaches' } })];
      const preview = { preview: true };
      const mixed = { uid: '-- Mixed --', type: 'mixed' };
      const uid = await api.save({
        ...dashboard,
        uid: 'test-parts',
        title: 'Test parts',
        refresh: '',
        annotations: {
          list: [
            {
              name: 'Busy',
              enable: true,
              iconColor: 'red',
              datasource,
              target: { refId: 'Anno', expr: 'demo_cpu_usage_percent > 60' },
            },
          ],
        },
        panels: [
          panel(2, 'timeseries', 'Stock series', { targets: forecasting }),
          panel(3, 'table', 'Stock table', { targets: table }),
          panel(4, 'stat', 'Stock stat', { targets: table }),
          panel(5, model.type, 'Mixed', {
            datasource: mixed,
            options: preview,
            targets: [
              query({ legendFormat: 'one' }),
              query({ refId: 'B', legendFormat: 'two', datasource: { ...datasource, uid: other } }),
            ],
          }),
          panel(6, model.type, 'Yesterday', { options: preview, timeShift: '1d', targets: [query({})] }),
          panel(7, model.type, 'GPU', {
            options: preview,
            repeat: 'gpu',
            targets: [
              query({ expr: 'demo_gpu_utilization_percent{cluster="train",gpu="$gpu"}', legendFormat: 'gpu $gpu' }),
            ],
          }),
        ],
      });
      await openDashboard(uid, { 'var-gpu': '$__all' });
      const section = (title: string) => page.locator('section', { hasText: title });
      await expect(section('Stock series').getByText('cpu yhat_upper', { exact: true })).toBeVisible({
        timeout: 60_000,
      });
      await expect(section('Stock table').getByRole('columnheader', { name: 'seconds_left' })).toBeVisible();
      await expect(section('Stock stat').getByText('probability')).toBeVisible();
      await expect(section('Mixed').getByText('two', { exact: true })).toBeVisible();
      await expect(section('Mixed').getByText('one', { exact: true })).toBeVisible();
      const timesOf = async (title: string) =>
        (await readDrawing(section(title).getByTestId(testIds.panel))).lines[0].points;
      await expect
        .poll(async () => (await timesOf('Yesterday')).at(-1)?.[0] ?? NaN)
        .toBeLessThanOrEqual(TEST_ANCHOR - DAY);
      await expect(page.getByText('gpu 0', { exact: true })).toBeVisible();
      await expect(page.getByText('gpu 1', { exact: true })).toBeVisible();
    });

    test('Explore, and the editors of variables and annotations', async ({ api, page }) => {
      await page.goto(`/explore?from=${TEST_ANCHOR - 3_600_000}&to=${TEST_ANCHOR}`);
      const field = page.locator('.cm-content');
      await field.fill('demo_cpu_usage_percent{instance="web-1"}');
      await page.keyboard.press('Shift+Enter');
      await expect(page.getByRole('columnheader').first()).toHaveText('Time');
      const dashboard = await api.dashboard('presage-demo');
      const { datasource } = dashboard.panels[0];
      const uid = await api.save({
        ...dashboard,
        uid: 'test-settings',
        title: 'Test settings',
        templating: { list: [{ type: 'query', name: 'host', datasource, query: { refId: 'v', query: '' } }] },
        annotations: { list: [{ name: 'Busy', enable: true, datasource, target: { refId: 'Anno', expr: 'up' } }] },
      });
      await page.goto(`/d/${uid}/settings/variables/0?from=${TEST_ANCHOR - DAY}&to=${TEST_ANCHOR}`);
      const values = page.getByRole('list', { name: 'Preview of values' });
      const run = page.getByRole('button', { name: 'Run query' });
      await page.locator('.cm-content').fill('demo_cpu_usage_percent');
      await page.keyboard.press('Escape');
      await page.getByLabel('Label', { exact: true }).click();
      await expect(page.getByRole('option')).toHaveText(['__name__', 'instance']);
      await page.getByRole('option', { name: 'instance' }).click();
      await run.click();
      await expect(values).toHaveText('web-1');
      await page.getByRole('radio', { name: 'Metrics' }).click({ force: true });
      await run.click();
      await expect(values).toContainText('demo_gpu_utilization_percent');
      await page.getByLabel('Metric regex').fill('^demo_disk.*');
      await page.getByLabel('Metric regex').blur();
      await run.click();
      await expect(values.getByRole('listitem')).toHaveText(['demo_disk_size_bytes', 'demo_disk_used_bytes']);
      await page.getByRole('radio', { name: 'Text' }).click({ force: true });
      await expect(page.getByLabel('Variable query')).toHaveValue('metrics(^demo_disk.*)');
      await page.goto(`/d/${uid}/settings/annotations/0`);
      await expect(page.locator('.cm-content')).toHaveText('up');
      await page.getByLabel('Title').fill('{{instance}}');
      await page.getByLabel('Title').blur();
      await page.getByRole('button', { name: 'Save dashboard' }).click();
      await expect
        .poll(async () => JSON.stringify((await api.dashboard(uid)).annotations))
        .toContain('"titleFormat":"{{instance}}"');
    });
  }
);
