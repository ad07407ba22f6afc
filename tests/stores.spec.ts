/** Parts of the data source that depend on what answers: in front of Prometheus and of VictoriaMetrics. */
import { remoteWrite } from '../src/runner/write/remoteWrite';
import { type GrafanaApi, type PanelJson } from './pages/grafanaApi';
import { expect, test } from './pages/test';
import { startPrometheus } from './workbench/prometheus/realPrometheus';
import { startVictoriaMetrics } from './workbench/prometheus/victoriaMetrics';
import { createScenarios, HOUR, MINUTE, TEST_ANCHOR } from './workbench/scenarios';
import type { Running } from './workbench/server/http';

const range = { from: TEST_ANCHOR - 3 * HOUR, to: TEST_ANCHOR };
const both = { tag: ['@workbench', '@stores'] };
const isVictoria = () => test.info().project.name === 'VictoriaMetrics';

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

test(
  'the metric browser finds a metric by its description and writes it into the query',
  both,
  async ({ api, page, openDashboard, baseURL }) => {
    const scenarios = createScenarios(TEST_ANCHOR).filter(({ metric }) => /replicas/.test(metric));
    // Descriptions are those of what is scraped. VictoriaMetrics has none, and is searched by name.
    const store = isVictoria()
      ? undefined
      : await startPrometheus({ scenarios, anchor: TEST_ANCHOR, end: TEST_ANCHOR, scrape: new URL(baseURL!).host });
    try {
      const source = store && (await api.createDataSource('test-browser', store.url));
      if (store) {
        const described = async () =>
          (await fetch(`${store.url}/api/v1/metadata?metric=demo_cpu_usage_percent`)).text();
        await expect.poll(described, { timeout: 60_000 }).toContain('"type":"gauge"');
      }
      const uid = await api.createDashboard('test-browser', 'cpu', (one) => {
        const datasource = { ...one.datasource, ...(source && { uid: source }) };
        const targets = [{ refId: 'A', datasource, expr: '' }];
        return { ...one, datasource, targets };
      });
      await openDashboard(uid, { editPanel: 1 });
      await page.getByRole('button', { name: 'Metrics', exact: true }).click();
      const list = page.getByRole('list', { name: 'Metrics' });
      await expect(list.getByRole('button', { name: 'demo_cpu_usage_percent' })).toBeVisible();
      if (store) {
        await page.getByLabel('Search metrics').fill('utilisation training cluster');
        await expect(list).toContainText('gauge: Utilisation of a GPU of the training cluster, percent.');
      } else {
        await page.getByLabel('Search metrics').fill('gpu utilization');
      }
      await expect(list.getByRole('listitem')).toHaveCount(1);
      await list.getByRole('button').click();
      await expect(page.locator('.cm-content')).toHaveText('demo_gpu_utilization_percent');
    } finally {
      store?.stop();
    }
  }
);

/** A store that takes samples, also older ones than its newest. */
const startWritable = (): Promise<Running> => {
  const scenarios = createScenarios(TEST_ANCHOR).filter(({ metric }) => /replicas/.test(metric));
  return isVictoria()
    ? startVictoriaMetrics()
    : startPrometheus({ scenarios, anchor: TEST_ANCHOR, end: TEST_ANCHOR, isReceiver: true, outOfOrder: '1h' });
};

test(
  'a sample that comes late is drawn, and the rest of the range comes out of the cache',
  both,
  async ({ api, page, openDashboard }) => {
    const store = await startWritable();
    try {
      const write = async (samples: Array<{ timestamp: number; value: number }>) => {
        const labels = [{ name: '__name__', value: 'late' }];
        expect(await remoteWrite({ url: `${store.url}/api/v1/write`, headers: {} }, [{ labels, samples }])).toEqual([]);
        await fetch(`${store.url}/internal/force_flush`);
      };
      const now = Math.floor(Date.now() / MINUTE) * MINUTE - 2 * MINUTE;
      const late = now - 3 * MINUTE;
      const times = Array.from({ length: 120 }, (_, i) => now - i * MINUTE).reverse();
      await write(times.filter((time) => time !== late).map((timestamp) => ({ timestamp, value: 1 })));
      const uid = await api.createDataSource('test-late', store.url, { incrementalQuerying: true });
      const datasource = { uid, type: 'presage-prometheus-datasource' };
      const targets = [{ refId: 'A', datasource, expr: 'late', interval: '1m' }];
      const dashboard = await save(api, 'test-late', [{ type: 'table', title: 'Late', datasource, targets }]);
      const minutes: number[] = [];
      page.on('request', (request) => {
        if (request.url().includes('query_range')) {
          const { start, end } = Object.fromEntries(new URLSearchParams(request.postData() ?? ''));
          minutes.push((Number(end) - Number(start)) / 60);
        }
      });
      const sevens = page.getByRole('cell', { name: '7', exact: true });
      await openDashboard(dashboard, { from: now - 60 * MINUTE, to: now });
      await expect(page.locator('tbody tr')).toHaveCount(61);
      await expect(sevens).toHaveCount(0);
      expect(minutes).toEqual([60]);
      await write([{ timestamp: late, value: 7 }]);
      await openDashboard(dashboard, { from: now - 59 * MINUTE, to: now + MINUTE });
      await expect(sevens).toHaveCount(1);
      expect(minutes).toHaveLength(2);
      expect(minutes[1]).toBeLessThan(15);
    } finally {
      store.stop();
    }
  }
);
