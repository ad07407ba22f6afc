import { selectors } from '@grafana/e2e-selectors';
import type { Locator, Page } from '@playwright/test';
import { DATA_SOURCE, DEMO, demoPanels } from './pages/grafanaApi';
import { ForecastPanel } from './pages/forecastPanel';
import { expect, test } from './pages/test';
import { testIds } from '../src/panel/testIds';

/** Names that are the same in every language, what is written in options and queries, and units. */
const SAME = new Set(
  [
    'Presage Prometheus Grafana Forecast Mimir Thanos VictoriaMetrics Alertmanager Keras TensorFlow js JSON YAML HTML',
    'LSTM GRU TCN Transformer LayersModel Adam WebGPU WebGL WASM CPU GPU SIMD TypeScript SwiftShader PromQL',
    'HTTP TLS URL GET POST API Admin Editor UTC DE BY Sunday Shift Enter MB NaN',
    'auto none now rate_interval max_source_resolution dedup true topk sum by y yhat',
    'T Z k s m h d',
  ].flatMap((line) => line.split(' '))
);

/** Latin words on an element, and in what a screen reader says of its parts, that are none of those. */
async function strangers(part: Locator, names: string[] = []): Promise<string[]> {
  await expect(part.first()).toBeVisible();
  const texts = await part.evaluateAll((elements) =>
    elements.flatMap((element) => [
      (element as HTMLElement).innerText,
      ...Array.from(element.querySelectorAll('[aria-label]'), (one) => one.getAttribute('aria-label') ?? ''),
    ])
  );
  const text = names.reduce((rest, name) => rest.replaceAll(name, ' '), texts.join('\n'));
  return [...new Set(text.match(/[A-Za-z][A-Za-z_]*/g))].filter((word) => !SAME.has(word));
}

/** Words of Grafana's own parts: its picker of data sources, its legend, its slider. The workbench does not translate them. */
const PICKER = ['Data source picker select container', 'Select a data source'];
const SLIDER = ['Use arrow keys to change the value'];
const LEGEND = ['Edit color for', 'All series selected'];

/** The GPU by its driver's own words. */
const rendererOf = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const gl = document.createElement('canvas').getContext('webgl2');
    const info = gl?.getExtension('WEBGL_debug_renderer_info');
    return info ? String(gl!.getParameter(info.UNMASKED_RENDERER_WEBGL)) : '(none)';
  });

test.describe('in Chinese', { tag: '@workbench' }, () => {
  test('the page of the app', async ({ page }) => {
    await page.goto('/a/presage-forecast-app?language=zh-Hans');
    await expect(page.getByRole('heading', { level: 2 })).toHaveText([
      '1. 添加数据源',
      '2. 创建仪表板',
      '3. 在自己的仪表板中预测',
      '此浏览器的设备',
    ]);
    await expect(page.getByText('在此浏览器中预测 Prometheus 指标', { exact: true })).toBeVisible();
    const devices = page.getByRole('list', { name: '设备' });
    await expect(devices.getByRole('listitem').last()).toHaveText(/^CPU可用：/);
    const promql = ['rate(http_requests_total[5m])', 'http_requests_total'];
    const names = [...PICKER, ...promql, 'WebAssembly', await rendererOf(page)];
    expect(await strangers(page.locator('main'), names)).toEqual([]);
  });

  test('the settings of a data source, and its health check', async ({ page }) => {
    await page.goto(`/datasources/edit/${DATA_SOURCE}?language=zh-Hans`);
    for (const [heading, field] of [
      ['查询', '抓取间隔'],
      ['历史数据', '缓存大小'],
    ]) {
      const section = page
        .locator('main div')
        .filter({ has: page.getByRole('heading', { name: heading, exact: true }) });
      expect(await strangers(section.filter({ has: page.getByLabel(field, { exact: true }) }).last())).toEqual([]);
    }
    await page.getByTestId(selectors.pages.DataSource.saveAndTest).click();
    const alert = page.getByTestId(selectors.pages.DataSource.alert);
    await expect(alert).toContainText(
      /^Prometheus 2\.\d+\.\d+\S* 响应正常。共有 \d+ 个指标。可以查询 30 天的历史数据。数据保留 10y。$/
    );
  });

  test('the editor of a query', async ({ openDashboard, page }) => {
    await openDashboard(DEMO, { editPanel: demoPanels.cpu, language: 'zh-Hans' });
    const editor = page
      .locator('main div')
      .filter({ has: page.getByLabel('PromQL 表达式') })
      .filter({ has: page.getByLabel('图例') })
      .last();
    const query = ['demo_cpu_usage_percent', 'instance', 'web-1'];
    await expect(editor).toContainText('最小步长');
    expect(await strangers(editor, query)).toEqual([]);
    await editor.getByRole('radio', { name: '预测', exact: true }).click();
    await expect(editor.getByLabel('预测时长')).toBeVisible();
    expect(await strangers(editor, query)).toEqual([]);
  });

  test('the forecast of a panel, its details and its options', async ({ openDashboard, page }) => {
    await openDashboard(DEMO, { editPanel: demoPanels.cpu, language: 'zh-Hans' });
    const panel = new ForecastPanel(page);
    await expect(panel.part('statusText')).toHaveText(/^正常/, { timeout: 150_000 });
    await expect(panel.part('progress')).toHaveCount(0, { timeout: 150_000 });
    expect(await strangers(panel.root, [...LEGEND, 'web-1'])).toEqual([]);
    await panel.part('details').click();
    const content = page.getByTestId(testIds.detailsContent);
    await expect(content).toBeVisible();
    expect(await strangers(content, ['web-1', 'MAE', 'MASE', 'predict_linear', 'CSV'])).toEqual([]);
    await page.keyboard.press('Escape');

    const { group } = selectors.components.OptionsGroup;
    for (const [category, option] of [
      ['模型', '序列长度'],
      ['预测', '预测时长'],
      ['异常', '方法'],
      ['训练', '设备'],
      ['序列', '线宽'],
    ]) {
      const options = page.getByTestId(group(category));
      await expect(options).toContainText(option);
      expect(await strangers(options, SLIDER)).toEqual([]);
    }
    // Grafana's own group: the workbench has its words in English.
    await expect(page.getByTestId(group('Thresholds'))).toContainText('显示阈值');
  });
});

test(
  'the language that was chosen holds over the next pages of the workbench',
  { tag: '@workbench' },
  async ({ page }) => {
    await page.goto('/a/presage-forecast-app?language=zh-Hans');
    await page.goto('/a/presage-forecast-app');
    await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText('1. 添加数据源');
    await page.goto('/a/presage-forecast-app?language=en-US');
    await page.goto('/a/presage-forecast-app');
    await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText('1. Add a data source');
  }
);

test('English is what a reader of another language reads', { tag: '@workbench' }, async ({ page }) => {
  await page.goto('/a/presage-forecast-app?language=fr-FR');
  await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText('1. Add a data source');
});
