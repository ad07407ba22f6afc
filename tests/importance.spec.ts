import { small, type PanelJson } from './pages/grafanaApi';
import { expect, test } from './pages/test';

/** The demo's CPU as it was two hours ago, and as it is now: a covariate that moves first. */
const driven = (panel: PanelJson): PanelJson => {
  const made = small(panel);
  const [target] = panel.targets;
  const expr = 'demo_cpu_usage_percent{instance="web-1"}';
  return {
    ...made,
    targets: [
      { ...target, refId: 'A', expr: `${expr} offset 2h`, legendFormat: 'cpu' },
      { ...target, refId: 'B', expr, legendFormat: 'ahead' },
    ],
    options: { ...made.options, step: '30m', horizon: '2h', covariates: 'ahead', sequenceLength: 8, epochs: 15 },
  };
};

test('what matters to the forecast is measured when it is asked, and stands in a table', async ({
  api,
  openDashboard,
  page,
  panel,
}) => {
  await openDashboard(await api.createDashboard('test-importance', 'cpu', driven));
  await panel.waitUntilReady();
  await panel.details();
  const section = page.getByText('What matters to the forecast').first();
  await section.click();
  const table = page.getByRole('table', { name: 'What matters to the forecast' }).first();
  await expect(table).toBeVisible({ timeout: 30_000 });
  const rows = await table.getByRole('row').allInnerTexts();
  const shares = rows.map((row) => Number(/(\d+) %$/.exec(row)?.[1]));
  expect(rows[0]).toMatch(/before, at this time\t\d+ %$/);
  expect(rows.join()).toMatch(/Covariate ahead\t/);
  expect([...shares].sort((a, b) => b - a)).toEqual(shares);
  expect(Math.abs(shares.reduce((sum, share) => sum + share, 0) - 100)).toBeLessThan(5);
  await expect(
    page.getByText(/By how much more the LSTM of this series, which is \d+ % of the blend, errs/)
  ).toBeVisible();
  await section.scrollIntoViewIfNeeded();
  await page.screenshot({ path: 'tests/.output/importance.png' });
});
