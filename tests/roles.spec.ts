import { readDrawing } from './pages/drawing';
import { DATA_SOURCE } from './pages/grafanaApi';
import { expect, test } from './pages/test';
import { testIds } from '../src/panel/testIds';
import { GRAFANAS } from './workbench/server/grafana';
import { LOOPBACK } from './workbench/server/http';
import { startWorkbench } from './workbench/server/workbench';
import { HOUR, TEST_ANCHOR } from './workbench/scenarios';
import { freePort } from './workbench/prometheus/running';

const SECRET = 'hunter2-and-more';

/** A Grafana of its own whose users have one role, before the same Prometheus, and one data source with a password. */
async function startAs(role: string, prometheus: string) {
  const port = await freePort();
  const env = { ...process.env, PRESAGE_PROMETHEUS_URL: prometheus };
  const grafana = GRAFANAS[0].version;
  const { stop } = await startWorkbench({ port, host: LOOPBACK, csp: false, role, grafana, env, routes: {} });
  const origin = `http://${LOOPBACK}:${port}`;
  const source = {
    uid: 'with-password',
    name: 'with-password',
    type: 'presage-prometheus-datasource',
    url: prometheus,
    access: 'proxy',
    basicAuth: true,
    basicAuthUser: 'sre',
    jsonData: { httpHeaderName1: 'X-Scope-OrgID' },
    secureJsonData: { basicAuthPassword: SECRET, httpHeaderValue1: SECRET },
  };
  await fetch(`${origin}/api/datasources`, { method: 'POST', body: JSON.stringify(source) });
  return { origin, stop };
}

const asked: Array<[method: string, path: string]> = [
  ['POST', 'api/v1/query?query=1'],
  ['GET', 'api/v1/labels'],
  ['POST', 'api/v1/admin/tsdb/delete_series?match[]=x'],
  ['POST', 'api/v1/query/..%2fadmin/tsdb/snapshot'],
  ['PUT', '-/reload'],
  ['POST', '-/quit'],
  ['POST', 'api/v1/write'],
  ['GET', 'api/v1/status/config'],
  ['DELETE', 'api/v1/series'],
];

test.describe('roles', { tag: '@workbench' }, () => {
  test('a Viewer sees the dashboard, no secret, and no path that writes', async ({ api, page }) => {
    const { origin, stop } = await startAs('Viewer', await api.urlOf(DATA_SOURCE));
    try {
      const bodies: string[] = [];
      page.on(
        'response',
        (response) =>
          void response.text().then(
            (text) => bodies.push(text),
            () => {}
          )
      );
      await page.goto(`${origin}/d/presage-demo?from=${TEST_ANCHOR - 72 * HOUR}&to=${TEST_ANCHOR}&refresh=`);
      const first = page.getByTestId(testIds.panel).first();
      await expect.poll(async () => (await readDrawing(first)).lines[0]?.points.length ?? 0).toBeGreaterThan(20);
      const statuses = await page.evaluate(
        (rows) =>
          Promise.all(
            rows.map(async ([method, path]) => {
              const url = `/api/datasources/proxy/uid/presage-prometheus/${path}`;
              return (await fetch(url, { method })).status;
            })
          ),
        asked
      );
      expect(statuses.slice(0, 2)).toEqual([200, 200]);
      // The encoded path begins with an allowed one: Grafana lets it pass, and Prometheus knows no such path.
      expect(statuses[3]).toBeGreaterThanOrEqual(400);
      expect(statuses.filter((_, i) => i > 1 && i !== 3)).toEqual([403, 403, 403, 403, 403, 403]);
      await page.evaluate(async () => {
        for (const path of ['frontend/settings', 'datasources', 'datasources/uid/with-password']) {
          await (await fetch(`/api/${path}`)).text();
        }
      });
      expect(bodies.length).toBeGreaterThan(10);
      expect(bodies.filter((body) => body.includes(SECRET))).toEqual([]);
    } finally {
      stop();
    }
  });

  test('the role None is told that Grafana does not allow it', async ({ api, page }) => {
    const { origin, stop } = await startAs('None', await api.urlOf(DATA_SOURCE));
    try {
      await page.goto(`${origin}/d/presage-demo?from=${TEST_ANCHOR - HOUR}&to=${TEST_ANCHOR}&refresh=`);
      await page.getByTestId('data-testid Panel status error').first().hover();
      await expect(page.locator('body')).toContainText(
        'Grafana does not allow this: plugin proxy route access denied.'
      );
    } finally {
      stop();
    }
  });
});
