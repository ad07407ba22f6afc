import { selectors } from '@grafana/e2e-selectors';
import type { Page } from '@playwright/test';
import { DATA_SOURCE } from './pages/grafanaApi';
import { expect, test } from './pages/test';

/** Opens the settings, saves, and resolves with what the test said. */
async function saveAndTest(page: Page, uid: string) {
  await page.goto(`/datasources/edit/${uid}`);
  await page.getByTestId(selectors.pages.DataSource.saveAndTest).click();
  return page.getByTestId(selectors.pages.DataSource.alert);
}

test.describe('save and test', { tag: '@workbench' }, () => {
  test('a Prometheus answers with its version and its metrics', async ({ page }) => {
    const alert = await saveAndTest(page, DATA_SOURCE);
    await expect(alert).toContainText(/Prometheus 2\.\d+\.\d+\S* answers\. It has \d+ metrics\./);
  });

  const wrong: Array<[name: string, path: string, sentence: RegExp]> = [
    ['wrong port', ':9', /could not connect to Prometheus/],
    ['refused login', '/faults/unauthorized', /refused the login/],
    ['not Prometheus', '/faults/html', /not as Prometheus does \(200, an HTML page\)/],
    ['time-out', '/faults/slow', /did not answer in time: Grafana gave up after 2 s/],
    ['server error', '/faults/error', /answered 500/],
    ['no url', '', /has no URL. Set one/],
  ];
  for (const [name, path, sentence] of wrong) {
    test(name, async ({ api, page, baseURL }) => {
      const origin = `http://127.0.0.1:${new URL(baseURL!).port}`;
      const url = path.startsWith(':') ? `http://127.0.0.1${path}` : path && origin + path;
      const uid = await api.createDataSource(`test-${name.replace(/ /g, '-')}`, url, { timeout: 2 });
      await expect(await saveAndTest(page, uid)).toContainText(sentence);
    });
  }

  test('a url typed into the form is saved and used', async ({ page, api }) => {
    const uid = await api.createDataSource('test-typed', 'http://127.0.0.1:9');
    await page.goto(`/datasources/edit/${uid}`);
    const good = await page.evaluate(async (source) => {
      const response = await fetch(`/api/datasources/uid/${source}`);
      return (await response.json()).url as string;
    }, DATA_SOURCE);
    await page.getByPlaceholder(/http:\/\//).fill(good);
    await page.getByTestId(selectors.pages.DataSource.saveAndTest).click();
    await expect(page.getByTestId(selectors.pages.DataSource.alert)).toContainText('answers');
  });
});
