import { testIds } from '../src/panel/testIds';
import { lastResult } from './pages/forecastPanel';
import { small, type PanelJson } from './pages/grafanaApi';
import { expect, test } from './pages/test';
import { HOUR, MINUTE, TEST_ANCHOR } from './workbench/scenarios';

/** Hours before the anchor in which every second half hour is another than any before. */
const SINCE = 14;
const drifting = (panel: PanelJson): PanelJson => {
  const from = (TEST_ANCHOR - SINCE * HOUR) / 1000;
  const expr = `demo_cpu_usage_percent{instance="web-1"} + 40 * (time() > bool ${from}) * (time() % 3600 < bool 1800)`;
  const made = small(panel);
  return {
    ...made,
    targets: panel.targets.map((target) => ({ ...target, expr })),
    options: { ...made.options, step: '30m', anomalyMethod: 'off' },
  };
};

test('a model that its series leaves is out of date, says why, and is trained again, at once or by itself', async ({
  api,
  openDashboard,
  page,
  panel,
}) => {
  const uid = await api.createDashboard('test-drift', 'cpu', drifting);
  const trainedAt = async () => (await lastResult(page)).report.trainedAt;
  await openDashboard(uid, { to: TEST_ANCHOR - SINCE * HOUR });
  await panel.waitUntilReady();
  expect((await lastResult(page)).report.drift).toBeUndefined();
  const first = await trainedAt();

  // The series moved on by 28 points: the model is young, and no longer right.
  const verdict = panel.part('statusText');
  await openDashboard(uid);
  await expect(verdict).toHaveText(/^Out of date: \d+ of 28 values since its training lay outside the 95 % band/, {
    timeout: 60_000,
  });
  expect(await trainedAt()).toBe(first);
  expect(await panel.details()).toMatch(
    /State\s+Out of date: .+ which should miss 1\. It is trained again an hour after/
  );
  await page.screenshot({ path: 'tests/.output/drift.png' });

  await panel.part('retrain').click();
  await panel.waitUntilReady();
  const second = await trainedAt();
  expect(second).toBeGreaterThan(first);
  await expect(page.getByTestId(testIds.detailsContent)).toContainText(/State\s*Ready/);

  // A page that finds it out of date an hour later trains it again by itself.
  const database = await page.evaluate(async () => {
    const names = (await indexedDB.databases()).map(({ name }) => name!);
    await Promise.all(names.map((name) => new Promise((done) => (indexedDB.deleteDatabase(name).onsuccess = done))));
    return names;
  });
  expect(database.length).toBeGreaterThan(0);
  await openDashboard(uid, { to: TEST_ANCHOR - SINCE * HOUR });
  await panel.waitUntilReady();
  await page.clock.setFixedTime(Date.now() + 61 * MINUTE);
  await openDashboard(uid);
  await panel.waitUntilReady();
  expect(await panel.details()).toMatch(/Trained again because, of the model before, \d+ of 28 values/);
  await page.screenshot({ path: 'tests/.output/drift-trained.png' });
});
