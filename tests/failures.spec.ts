import { expect, test } from './pages/test';

/** What the data source meets, and what the user must be told in its place. */
const faults: Array<[fault: string, sentence: RegExp]> = [
  ['down', /could not connect to Prometheus \(502\)/],
  ['unauthorized', /refused the login/],
  ['forbidden', /refused the login/],
  ['error', /the server answered 500: the tree has fallen on the server/i],
  ['refused', /query processing would load too many samples into memory/],
  ['malformed', /not as Prometheus does \(200, the text/],
  ['html', /not as Prometheus does \(200, an HTML page\)/],
  // Grafana's proxy waits for 30 s; this data source is told to wait for two.
  ['slow', /did not answer in time/],
  ['empty', /no data/i],
  ['nan', /no values|no data/i],
];

test.describe('each failure shows its sentence', { tag: '@workbench' }, () => {
  for (const [fault, sentence] of faults) {
    test(fault, async ({ api, openDashboard, page, baseURL }) => {
      const port = new URL(baseURL!).port;
      const url = fault === 'down' ? 'http://127.0.0.1:9' : `http://127.0.0.1:${port}/faults/${fault}`;
      const source = await api.createDataSource(`fault-${fault}`, url, { timeout: 2 });
      const uid = await api.createDashboard(`test-${fault}`, 'cpu', (panel) => {
        const datasource = { ...panel.datasource, uid: source };
        return { ...panel, datasource, targets: panel.targets.map((target) => ({ ...target, datasource })) };
      });
      await openDashboard(uid);
      const shown = page.locator('section', { hasText: 'CPU of web-1' });
      await expect(shown).toBeVisible();
      // Grafana shows a failed query as a mark in the panel's header that tells more on hover.
      const mark = page.getByTestId('data-testid Panel status error');
      await expect
        .poll(
          async () => {
            if (await mark.isVisible()) {
              await mark.hover();
            }
            return page.locator('body').innerText();
          },
          { timeout: 30_000 }
        )
        .toMatch(sentence);
    });
  }
});

test('ten points: learning, and how many it needs', async ({ api, openDashboard, panel }) => {
  await openDashboard(await api.createDashboard('test-newborn', 'newborn'));
  await expect(panel.part('statusText')).toContainText(/Learning: 10 of \d+ points at a step of 30m/);
  const { lines, forecasts, bands } = await panel.drawing();
  expect(forecasts).toEqual([]);
  expect(bands).toEqual([]);
  expect(lines[0].points.length).toBeGreaterThan(5);
  await expect(panel.part('anomalies')).toHaveCount(0);
});

test('a constant: says so and trains nothing', async ({ api, openDashboard, panel }) => {
  await openDashboard(await api.createDashboard('test-constant', 'constant'));
  await panel.waitUntilReady();
  await expect(panel.part('statusText')).toHaveText('Normal, constant so far');
  const details = await panel.details();
  expect(details).toMatch(/never changes/);
  expect(details).not.toContain('Trained');
});
