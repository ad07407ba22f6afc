import { small, type PanelJson } from './pages/grafanaApi';
import { expect, test } from './pages/test';
import { HOUR, MINUTE, TEST_ANCHOR } from './workbench/scenarios';

/** The demo's CPU, and 60 points more from some minutes before the newest sample on. */
const withFault = (minutes: number) => (panel: PanelJson) => {
  const since = (TEST_ANCHOR - minutes * MINUTE) / 1000;
  const expr = `demo_cpu_usage_percent{instance="web-1"} + 60 * (time() >= bool ${since})`;
  return { ...small(panel), targets: panel.targets.map((target) => ({ ...target, expr, interval: '1m' })) };
};

test.describe('samples between the points of the grid', { tag: '@workbench' }, () => {
  test('a fault since 21 minutes is said and drawn', async ({ api, openDashboard, page, panel }) => {
    await openDashboard(await api.createDashboard('test-fault', 'cpu', withFault(21)), {
      from: TEST_ANCHOR - 12 * HOUR,
      to: TEST_ANCHOR,
    });
    await panel.waitUntilReady();
    await expect(panel.part('statusText')).toHaveText(/^Anomalous since 11:39: 1\d\d%, expected 5\d(\.\d)?% \(.+\)$/);
    const { forecasts, live, bands } = await panel.drawing();
    // The forecast opens at the newest sample, where the live line ends.
    const [newest] = live[0].points.slice(-1);
    expect(newest[0]).toBe(TEST_ANCHOR);
    expect(forecasts[0].points[0]).toEqual(newest);
    // The band behind the live line is that of each minute.
    const past = bands.find(({ upper }) => upper.points.length > 500)!;
    const [beforeLast, last] = past.upper.points.slice(-2);
    expect(last[0] - beforeLast[0]).toBe(MINUTE);
    expect(last[1]).toBeLessThan(newest[1]);
    await page.screenshot({ path: 'tests/.output/fault.png' });
    expect(await panel.details()).toMatch(
      /95 % band covered 9[3-7](\.\d)? %.* single values outside of anomalies, one every 1m/
    );
  });

  test('samples of a quarter of a minute are judged one a minute, by a week of them', async ({
    api,
    openDashboard,
    panel,
  }) => {
    const fine = (one: PanelJson) => {
      const fault = withFault(21)(one);
      return { ...fault, interval: '15s', targets: fault.targets.map((target) => ({ ...target, interval: '15s' })) };
    };
    await openDashboard(await api.createDashboard('test-fine', 'cpu', fine), {
      from: TEST_ANCHOR - HOUR,
      to: TEST_ANCHOR,
    });
    await panel.waitUntilReady();
    await expect(panel.part('statusText')).toHaveText(/^Anomalous since 11:39: 1\d\d%, expected 5\d(\.\d)?% \(.+\)$/);
    const { live, bands } = await panel.drawing();
    const stepOf = ({ points }: { points: ReadonlyArray<readonly [number, ...unknown[]]> }) =>
      points[points.length - 1][0] - points[points.length - 2][0];
    expect(stepOf(live[0])).toBe(MINUTE / 4);
    expect(stepOf(bands.find(({ upper }) => upper.points.length > 50)!.upper)).toBe(MINUTE);
    expect(await panel.details()).toMatch(/single values outside of anomalies, one every 1m/);
  });

  test('a range that ends in the future: what Prometheus repeats there is no sample, and a rate that runs empty no incident', async ({
    api,
    openDashboard,
    page,
    panel,
  }) => {
    await page.clock.setFixedTime(TEST_ANCHOR);
    const uid = await api.createDashboard('test-future', 'requests', small);
    await openDashboard(uid, { from: TEST_ANCHOR - 3 * HOUR, to: TEST_ANCHOR + 2 * HOUR });
    await panel.waitUntilReady();
    await expect(panel.part('statusText')).toHaveText(/^Normal/);
    const { live, forecasts } = await panel.drawing();
    expect(live[0].points.slice(-1)[0][0]).toBe(TEST_ANCHOR);
    expect(forecasts[0].points[0][0]).toBe(TEST_ANCHOR);
  });

  test('within an hour that begins after the last point of the grid, forecast and band are there', async ({
    api,
    openDashboard,
    panel,
  }) => {
    const uid = await api.createDashboard('test-minutes', 'cpu', small);
    await openDashboard(uid, { from: TEST_ANCHOR - HOUR - 10 * MINUTE, to: TEST_ANCHOR - 10 * MINUTE });
    await panel.waitUntilReady();
    for (const minutes of [5, 15, 30]) {
      await openDashboard(uid, { from: TEST_ANCHOR - (minutes + 10) * MINUTE, to: TEST_ANCHOR - 10 * MINUTE });
      const { forecasts, bands } = await panel.waitUntilReady();
      expect(forecasts[0].points[0][0]).toBe(TEST_ANCHOR - 10 * MINUTE);
      expect(bands.length).toBeGreaterThan(1);
    }
  });
});
