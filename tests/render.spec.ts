import type { Page } from '@playwright/test';
import { small } from './pages/grafanaApi';
import { SETTLED } from './pages/forecastPanel';
import { expect, test } from './pages/test';

declare global {
  interface Window {
    __grafanaRunningQueryCount?: number;
    __grafanaImageRendererMessageChannel?: unknown;
  }
}

/** Addresses of what the page has asked for and not got, as the renderer counts them: by the page's own debugger, without Blobs. */
async function watchRequests(page: Page): Promise<() => string[]> {
  const open = new Map<string, string>();
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  session.on('Network.requestWillBeSent', ({ requestId, request }) => open.set(requestId, request.url));
  session.on('Network.loadingFinished', ({ requestId }) => open.delete(requestId));
  session.on('Network.loadingFailed', ({ requestId }) => open.delete(requestId));
  return () => [...open.values()].filter((url) => url.startsWith('http'));
}

/** Waits as Grafana's image renderer does: until no query has run for some looks in a row, 100 ms apart. */
async function waitAsRenderer(page: Page): Promise<{ hadQueries: boolean; calm: number }> {
  return page.evaluate(async () => {
    let hadQueries = false;
    let calm = 0;
    const until = performance.now() + 120_000;
    while (calm < 3 && performance.now() < until) {
      const running = window.__grafanaRunningQueryCount ?? 0;
      hadQueries ||= running > 0;
      calm = hadQueries && running === 0 ? calm + 1 : 0;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return { hadQueries, calm };
  });
}

test.describe('a picture of the panel', { tag: '@workbench' }, () => {
  test('is taken once its forecast stands', async ({ api, page, panel, openDashboard }) => {
    await page.addInitScript(() => {
      window.__grafanaImageRendererMessageChannel = () => undefined;
      // A machine that tests may be slower than the time after which nobody is held any more.
      const { setTimeout: start } = window;
      window.setTimeout = ((run: () => void, ms = 0) => start(run, ms > 10_000 ? 10 * ms : ms)) as typeof setTimeout;
    });
    const unanswered = await watchRequests(page);
    await openDashboard(await api.createDashboard('test-render', 'cpu', small), { kiosk: 1 });
    await panel.root.waitFor();
    expect(await waitAsRenderer(page)).toEqual({ hadQueries: true, calm: 3 });
    expect(unanswered()).toEqual([]);
    expect(await panel.part('statusText').innerText()).toMatch(SETTLED);
    expect((await panel.drawing()).forecasts).toHaveLength(1);
  });

  test('does not wait for one that cannot be made, and users are not counted', async ({
    api,
    page,
    panel,
    openDashboard,
  }) => {
    const uid = await api.createDashboard('test-render-short', 'newborn', small);
    await openDashboard(uid, { render: 1 });
    await panel.root.waitFor();
    expect(await waitAsRenderer(page)).toEqual({ hadQueries: true, calm: 3 });
    await expect(panel.part('statusText')).toContainText('Learning');
    await openDashboard(uid);
    await expect(panel.part('statusText')).toContainText('Learning');
    expect(await page.evaluate(() => window.__grafanaRunningQueryCount)).toBeUndefined();
  });
});
