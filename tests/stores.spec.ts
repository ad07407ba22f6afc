/** Parts of the data source that depend on what answers: in front of Prometheus and of VictoriaMetrics. */
import { type GrafanaApi, type PanelJson } from './pages/grafanaApi';
import { expect, test } from './pages/test';
import { HOUR, TEST_ANCHOR } from './workbench/scenarios';

const range = { from: TEST_ANCHOR - 3 * HOUR, to: TEST_ANCHOR };
const both = { tag: ['@workbench', '@stores'] };

/** A dashboard of panels over the demo's data source. */
async function save(api: GrafanaApi, uid: string, panels: Array<Partial<PanelJson>>) {
  const demo = await api.dashboard('presage-demo');
  const { datasource } = demo.panels[0];
  const all = panels.map((panel, i) => ({
    ...{ id: i + 1, datasource, options: {}, gridPos: { x: 0, y: 8 * i, w: 24, h: 8 } },
    ...panel,
  }));
  return api.save({ ...demo, uid, title: uid, refresh: '', panels: all as PanelJson[] });
}

test(
  'a table has a row a sample, an instant query a row a series, a heatmap a bucket a bound',
  both,
  async ({ api, page, openDashboard }) => {
    const gpu = 'demo_gpu_utilization_percent';
    const bucket = (count: number, le: string) => `label_replace(${count} * demo_replicas, "le", "${le}", "", "")`;
    const buckets = `${bucket(5, '+Inf')} or ${bucket(2, '10')}`;
    const uid = await save(api, 'test-formats', [
      { type: 'table', title: 'All samples', targets: [{ refId: 'A', expr: gpu, format: 'table', interval: '1h' }] },
      {
        type: 'table',
        title: 'At the end',
        targets: [{ refId: 'B', expr: gpu, format: 'table', instant: true, range: false }],
      },
      { type: 'stat', title: 'Buckets', targets: [{ refId: 'C', expr: buckets, format: 'heatmap' }] },
    ]);
    await openDashboard(uid, range);
    const section = (title: string) => page.locator('section', { hasText: title });
    const heads = section('All samples').getByRole('columnheader');
    await expect(heads).toHaveText(['Time', '__name__', 'cluster', 'gpu', 'Value #A']);
    // Four hours, each of two series.
    await expect(section('All samples').locator('tbody tr')).toHaveCount(8);
    const rows = section('At the end').locator('tbody tr');
    await expect(rows).toHaveCount(2);
    await expect(rows.first()).toContainText(gpu);
    await expect(section('Buckets').locator('dt')).toHaveText(['10', '+Inf']);
    // Each has what is above the bound below.
    await expect(section('Buckets').locator('dd')).toHaveText(['12', '18']);
  }
);

test('every kind of variable finds its values', both, async ({ api, page }) => {
  const demo = await api.dashboard('presage-demo');
  const { datasource } = demo.panels[0];
  const list = [{ type: 'query', name: 'any', datasource, query: { refId: 'v', query: 'label_names()' } }];
  const uid = await api.save({ ...demo, uid: 'test-kinds', title: 'Kinds', templating: { list } });
  await page.goto(`/d/${uid}/settings/variables/0?from=${range.from}&to=${range.to}`);
  const values = page.getByRole('list', { name: 'Preview of values' }).getByRole('listitem');
  const field = page.getByLabel('Variable query');
  await page.getByRole('radio', { name: 'Text' }).click({ force: true });
  for (const [query, found] of [
    ['label_names(demo_gpu_.*)', ['__name__', 'cluster', 'gpu']],
    ['label_values(demo_gpu_utilization_percent, gpu)', ['0', '1']],
    ['metrics(^demo_disk.*)', ['demo_disk_size_bytes', 'demo_disk_used_bytes']],
    ['query_result(count(demo_gpu_utilization_percent))', [/^\{\} 2 \d+$/]],
    ['demo_gpu_utilization_percent{gpu="1"}', ['demo_gpu_utilization_percent{cluster="train",gpu="1"}']],
  ] as const) {
    await field.fill(query);
    await field.blur();
    await page.getByRole('button', { name: 'Run query' }).click();
    await expect(values, query).toHaveText([...found]);
  }
});
