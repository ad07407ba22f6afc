import { selectors } from '@grafana/e2e-selectors';
import type { Page } from '@playwright/test';
import { DATA_SOURCE } from './pages/grafanaApi';
import { expect, test } from './pages/test';
import { hasVictoriaMetrics, importSeries, startVictoriaMetrics } from './workbench/prometheus/victoriaMetrics';
import { TEST_ANCHOR } from './workbench/scenarios';

/** Opens the settings, saves, and resolves with what the test said. */
async function saveAndTest(page: Page, uid: string) {
  await page.goto(`/datasources/edit/${uid}`);
  await page.getByTestId(selectors.pages.DataSource.saveAndTest).click();
  return page.getByTestId(selectors.pages.DataSource.alert);
}

test.describe('save and test', { tag: '@workbench' }, () => {
  test(
    'a server answers with its metrics and what it has of a history, Prometheus with its version',
    {
      tag: '@stores',
    },
    async ({ page }) => {
      const alert = await saveAndTest(page, DATA_SOURCE);
      const isPrometheus = test.info().project.name !== 'VictoriaMetrics';
      const who = isPrometheus ? /^Prometheus 2\.\d+\.\d+\S* answers/ : /^A server with the Prometheus API answers/;
      await expect(alert).toContainText(who);
      await expect(alert).toContainText(/It has \d+ metrics\. A history of 30 d is answered\./);
      // VictoriaMetrics does not say how long it keeps samples.
      await expect(alert).toContainText(isPrometheus ? 'It keeps samples for 10y' : 'is answered');
    }
  );

  test('VictoriaMetrics answers, and its samples are drawn', async ({ api, page, panel, openDashboard }) => {
    test.skip(!hasVictoriaMetrics(), 'needs victoria-metrics');
    const server = await startVictoriaMetrics();
    try {
      const timestamps = Array.from({ length: 145 }, (_, i) => TEST_ANCHOR - (144 - i) * 1_800_000);
      const values = timestamps.map((_, i) => 40 + (i % 48));
      await importSeries(server, [{ metric: { __name__: 'load', job: '<b>x</b>' }, timestamps, values }]);
      const source = await api.createDataSource('test-victoria', server.url);
      await expect(await saveAndTest(page, source)).toContainText(
        /^A server with the Prometheus API answers. It has 1 metrics/
      );
      const uid = await api.createDashboard('test-victoria', 'cpu', (one) => {
        const datasource = { ...one.datasource, uid: source };
        const targets = [{ refId: 'A', datasource, expr: 'load', interval: '30m', legendFormat: '{{job}}' }];
        return { ...one, datasource, targets, options: { ...one.options, preview: true } };
      });
      await openDashboard(uid);
      await expect.poll(async () => (await panel.drawing()).lines[0]?.points.length ?? 0).toBeGreaterThan(20);
      await expect(page.getByText('<b>x</b>', { exact: true }).first()).toBeVisible();
    } finally {
      server.stop();
    }
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
