import { ForecastPanel } from './pages/forecastPanel';
import { expect, test } from './pages/test';
import { DAY, HOUR, TEST_ANCHOR } from './workbench/scenarios';

test.describe('a dashboard for each use case', { tag: '@workbench' }, () => {
  test('CPU: the band follows the day, without a threshold', async ({ openDashboard, page }) => {
    await openDashboard('presage-cpu');
    for (const title of ['CPU of web-1 against its usual day', 'The same, marked by the band alone']) {
      await new ForecastPanel(page, title).waitUntilReady();
    }
  });

  test('storage: a day ahead, with a covariate', async ({ openDashboard, page }) => {
    await openDashboard('presage-storage');
    const panel = new ForecastPanel(page, 'Disk of db-1, a day ahead');
    await panel.waitUntilReady();
    await expect(panel.part('statusText')).toHaveText(/^(used: )?90(\.0)?% in /);
  });

  test('GPUs: crossings to scale up and to release', async ({ openDashboard, page }) => {
    await openDashboard('presage-gpu');
    const panel = new ForecastPanel(page, 'Utilisation of the training cluster');
    await panel.waitUntilReady();
    await expect(panel.part('crossings')).toBeVisible();
  });

  test('an incident, as it was seen', async ({ openDashboard, page }) => {
    await openDashboard('presage-incident', { from: TEST_ANCHOR - 3 * DAY, to: TEST_ANCHOR - 31 * HOUR });
    const panel = new ForecastPanel(page, 'CPU of web-1 while it happened');
    await panel.waitUntilReady();
    await expect(panel.part('statusText')).toHaveText(/^Anomalous since /);
  });
});
