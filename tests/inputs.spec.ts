import type { Page } from '@playwright/test';
import { lastResult } from './pages/forecastPanel';
import { small } from './pages/grafanaApi';
import { expect, test } from './pages/test';
import { DAY, HOUR, TEST_ANCHOR } from './workbench/scenarios';

/** A value of the last forecast at a time, ms. */
async function forecastAt(page: Page, time: number): Promise<number> {
  const { forecast } = await lastResult(page);
  const row = forecast.times.findIndex((one) => Math.abs(one - time) < HOUR / 4);
  return forecast.point[row];
}

test('a holiday ahead lowers the forecast of its day, and the calendar is fetched for it alone', async ({
  api,
  openDashboard,
  page,
  panel,
}) => {
  const calendars: string[] = [];
  page.on('request', (request) => /\/holidays\.js/.test(request.url()) && calendars.push(request.url()));
  const open = async (uid: string, holidays: string) => {
    const ahead = { horizon: '24h', holidays };
    await openDashboard(
      await api.createDashboard(uid, 'requests', (one) => small({ ...one, options: { ...one.options, ...ahead } }))
    );
    await panel.waitUntilReady();
  };
  // The anchor is Tuesday at noon; Wednesday 4 November is Unity Day in Russia.
  const busy = TEST_ANCHOR + DAY - 2 * HOUR;
  await open('test-holidays-none', '');
  const usual = await forecastAt(page, busy);
  expect(calendars).toEqual([]);
  await open('test-holidays', 'RU');
  expect(await forecastAt(page, busy)).toBeLessThan(0.8 * usual);
  expect(calendars.length).toBeGreaterThan(0);
  expect(await panel.details()).not.toContain('calendar of holidays');
  await open('test-holidays-unknown', 'XX');
  expect(await panel.details()).toContain('knows no country or region “XX”');
  expect(await forecastAt(page, busy)).toBeGreaterThan(0.9 * usual);
});

test('one network for all series of a panel is trained once, stored, and forecasts each on its own scale', async ({
  api,
  openDashboard,
  page,
  panel,
}) => {
  const uid = await api.createDashboard('test-shared', 'gpu', (one) =>
    small({ ...one, options: { ...one.options, networkFor: 'panel' } })
  );
  await openDashboard(uid, { 'var-gpu': '$__all' });
  await panel.waitUntilReady();
  const trainings = () =>
    page.evaluate(() => window.presageResults.map(({ report: { training } }) => [training?.shared, training?.seconds]));
  const first = await trainings();
  expect(first).toHaveLength(2);
  expect(first[0][0]).toBe(2);
  // The same training, told of both.
  expect(first[1]).toEqual(first[0]);
  expect(await panel.details()).toContain('one network for 2 series');
  await page.reload();
  await panel.waitUntilReady();
  expect(await trainings()).toEqual(first);
});
