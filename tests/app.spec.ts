import { small } from './pages/grafanaApi';
import { ForecastPanel, lastResult } from './pages/forecastPanel';
import { expect, test } from './pages/test';
import { testIds } from '../src/panel/testIds';

const PAGE = '/a/presage-forecast-app';

test.describe('the page of the app', { tag: '@main' }, () => {
  // Grafana's own menu folds its apps away.
  test('the menu leads to it', { tag: '@workbench' }, async ({ page }) => {
    await page.goto('/');
    await page.getByRole('navigation', { name: 'Apps' }).getByRole('link', { name: 'Presage' }).click();
    await expect(page.getByRole('heading', { name: 'Presage', exact: true })).toBeVisible();
  });

  test('one click makes the demo over a data source, and it forecasts', async ({ api, openDashboard, page, panel }) => {
    await page.goto(PAGE);
    await page.getByRole('button', { name: 'Make the demo dashboard' }).click();
    await expect(page).toHaveURL(/\/d\/(?!presage-demo)[^/]+/);
    const [, uid] = new URL(page.url()).pathname.match(/\/d\/([^/]+)/)!;
    await expect(page.getByTestId(testIds.panel).first()).toBeVisible();
    // Grafana draws those in sight alone.
    expect((await api.dashboard(uid)).panels).toHaveLength(7);
    // The history ends at a fixed time; the dashboard shows the last three days.
    await openDashboard(uid, { viewPanel: 1 });
    await expect(panel.part('statusText').first()).toHaveText('Normal', { timeout: 150_000 });
    // Trained in the page of the demo: the panels in the background stand in the document too.
    expect(await new ForecastPanel(page, 'CPU of web-1').details()).toMatch(/\bLSTM \d+ %/);
  });

  test('a query becomes a dashboard of its own', async ({ openDashboard, page, panel }) => {
    await page.goto(PAGE);
    await page.getByLabel('PromQL query').fill('demo_cpu_usage_percent{instance="web-1"}');
    await page.getByRole('button', { name: 'Make a dashboard of this query' }).click();
    await expect(page).toHaveURL(/\/d\//);
    const [, uid] = new URL(page.url()).pathname.match(/\/d\/([^/]+)/)!;
    await openDashboard(uid);
    // A forecast is drawn before the LSTM with all its epochs is trained.
    await expect.poll(async () => (await panel.drawing()).forecasts.length, { timeout: 150_000 }).toBe(1);
    expect(await panel.details()).toContain('95 % band covered');
  });

  test('it says of each device whether it is there, and why not', async ({ page }) => {
    await page.goto(PAGE);
    const devices = page.getByRole('list', { name: 'Devices' }).getByRole('listitem');
    await expect(devices).toHaveText([
      /^WebGPU(not available: .{10,}|available: .+)$/,
      /^WebGL(not available: .{10,}|available: .+)$/,
      /^WASMavailable: WebAssembly with SIMD$/,
      /^CPUavailable: /,
    ]);
    // The worker that looked is not left behind.
    await expect.poll(() => page.workers().length).toBe(0);
  });

  test('a data source is added from it', { tag: '@workbench' }, async ({ page }) => {
    await page.goto(PAGE);
    await page.getByRole('link', { name: 'Add a data source' }).click();
    await page.getByText('Presage Prometheus', { exact: true }).click();
    await expect(page).toHaveURL(/\/datasources\/edit\//);
    await expect(page.getByLabel(/URL/).first()).toBeVisible();
  });
});

test(
  'a time series becomes this panel without the threshold that nobody set',
  { tag: '@workbench' },
  async ({ api, openDashboard, page, panel }) => {
    const uid = await api.createDashboard('test-type', 'disk', (model) => ({
      ...small(model),
      type: 'timeseries',
      fieldConfig: { defaults: {}, overrides: [] },
    }));
    await openDashboard(uid, { editPanel: 2 });
    const saved = async () => {
      await page.getByRole('button', { name: 'Save dashboard' }).click();
      return (await api.dashboard(uid)).panels[0];
    };
    // Grafana's defaults are filled in once the panel is drawn.
    await expect(page.getByRole('region').getByRole('button', { name: /^Edit color for/ })).toBeVisible();
    await expect
      .poll(async () => (await saved()).fieldConfig)
      .toMatchObject({ defaults: { thresholds: { steps: [{ color: 'green' }, { color: 'red', value: 80 }] } } });
    await page.getByRole('combobox', { name: 'Visualization' }).click();
    await page.getByRole('option', { name: 'Presage Forecast' }).click();
    await expect.poll(async () => (await panel.drawing()).forecasts.length, { timeout: 150_000 }).toBe(1);
    await expect.poll(async () => (await saved()).type).toBe('presage-forecast-panel');
    expect((await saved()).fieldConfig).toMatchObject({ defaults: { thresholds: { steps: { length: 1 } } } });
  }
);

test('an option out of range is said and trains nothing', async ({ api, editor, openDashboard, page, panel }) => {
  const uid = await api.createDashboard('test-range', 'cpu', small);
  await openDashboard(uid, { editPanel: 1 });
  await panel.waitUntilReady();
  const trainedAt = (await lastResult(page)).report.trainedAt;
  const row = editor.option('Model', 'Sequence length');
  await editor.setNumber('Model', 'Sequence length', 600);
  await expect(row).toContainText('Not taken over; not in [2, 512]: 600. The panel goes on with 24.');
  await expect(row.locator('input').last()).toHaveValue('600');
  // Typed, and not yet left.
  await row.locator('input').last().fill('48');
  await expect(row.getByRole('alert')).toHaveCount(0);
  expect((await lastResult(page)).report.trainedAt).toBe(trainedAt);
  await row.locator('input').last().press('Enter');
  await expect
    .poll(async () => (await lastResult(page)).report.trainedAt, { timeout: 150_000 })
    .toBeGreaterThan(trainedAt);
});
