import { expect, test as base } from '@playwright/test';
import { HOUR, TEST_ANCHOR } from '../workbench/scenarios';
import { recordDrawing } from './drawing';
import { ForecastPanel, keepResults } from './forecastPanel';
import { PanelEditor } from './panelEditor';
import { GrafanaApi } from './grafanaApi';

interface Fixtures {
  api: GrafanaApi;
  panel: ForecastPanel;
  editor: PanelEditor;
  /** opens a dashboard on the history before the anchor; more of the query string in `search` */
  openDashboard: (uid: string, search?: Record<string, string | number>) => Promise<void>;
  /** errors nobody caught in the page; a test fails on any */
  pageErrors: Error[];
}

/** `test` with what every browser test of the workbench needs. */
export const test = base.extend<Fixtures>({
  api: async ({ playwright, baseURL }, use) => {
    // The name that stands for a machine in the network is known to the browser alone.
    const context = await playwright.request.newContext({ baseURL: baseURL?.replace('grafana.example', 'localhost') });
    await use(new GrafanaApi(context));
    await context.dispose();
  },
  panel: ({ page }, use) => use(new ForecastPanel(page)),
  editor: ({ page }, use) => use(new PanelEditor(page)),
  openDashboard: ({ page }, use) =>
    use(async (uid, search = {}) => {
      const query = new URLSearchParams({
        from: String(TEST_ANCHOR - 72 * HOUR),
        to: String(TEST_ANCHOR),
        refresh: '',
      });
      Object.entries(search).forEach(([name, value]) => query.set(name, String(value)));
      await page.goto(`/d/${uid}?${query}`);
    }),
  pageErrors: [
    async ({ page }, use) => {
      const errors: Error[] = [];
      page.on('pageerror', (error) => errors.push(error));
      await keepResults(page);
      await recordDrawing(page);
      await use(errors);
      expect(errors).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
