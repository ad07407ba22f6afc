import { expect, test } from './pages/test';
import { testIds } from '../src/panel/testIds';

const COUNT = 50;
/** Series of one query by their number, each a little higher than the one before. */
const many = Array.from(
  { length: COUNT },
  (_, i) => `label_replace(${1 + i / COUNT} * demo_cpu_usage_percent{instance="web-1"}, "shard", "${i}", "", "")`
).join(' or ');

test(
  `of ${COUNT} series all are drawn, those that are most urgent are forecast, and a click on a name adds that one`,
  { tag: '@workbench' },
  async ({ api, page, panel, openDashboard }) => {
    test.slow();
    const dashboard = await api.dashboard('presage-demo');
    const [model] = dashboard.panels;
    const uid = await api.save({
      ...dashboard,
      uid: 'test-many',
      title: 'Test many',
      refresh: '',
      panels: [
        {
          ...model,
          gridPos: { x: 0, y: 0, w: 24, h: 20 },
          options: { ...model.options, preview: true, history: '10d' },
          targets: [{ refId: 'A', datasource: model.datasource, expr: many, legendFormat: 'shard {{shard}}' }],
        },
      ],
    });
    await openDashboard(uid);
    await expect(panel.status).toContainText(`Forecasting 8 of ${COUNT} series`, { timeout: 120_000 });
    await expect.poll(async () => (await panel.drawing()).forecasts.length, { timeout: 120_000 }).toBe(8);
    const { live } = await panel.drawing();
    expect(live).toHaveLength(COUNT);
    expect(live.every(({ points }) => points.length > 100)).toBe(true);

    const forecast = await page.getByTestId(testIds.panel).getAttribute('data-series');
    expect(forecast).toBe('8');
    await page.getByRole('button', { name: 'shard 3', exact: true }).click();
    await expect(panel.status).toContainText(`Forecasting 9 of ${COUNT} series`, { timeout: 60_000 });
  }
);
