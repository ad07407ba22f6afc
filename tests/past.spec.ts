import type { Page } from '@playwright/test';
import { small } from './pages/grafanaApi';
import { expect, test } from './pages/test';

/** The longest stretch that the page's thread was not free, ms, since this was called. */
async function watchLongTasks(page: Page) {
  await page.evaluate(() => {
    const told = window as unknown as { longest: number };
    told.longest = 0;
    new PerformanceObserver((list) =>
      list.getEntries().forEach(({ duration }) => (told.longest = Math.max(told.longest, duration)))
    ).observe({ type: 'longtask' });
  });
  return () => page.evaluate(() => (window as unknown as { longest: number }).longest);
}

test('the start of the forecast is dragged into the past on the chart, the truth over it, and back to now', async ({
  api,
  openDashboard,
  page,
  panel,
}) => {
  await openDashboard(await api.createDashboard('test-past', 'cpu', small));
  const before = await panel.waitUntilReady();
  const handle = panel.root.getByRole('slider', { name: 'Start of the forecast' });
  const bar = panel.root.getByRole('slider', { name: 'Origin of the past forecast' });
  const status = panel.part('statusText');
  await expect(handle).toHaveAttribute('aria-valuetext', 'now');
  const box = (await handle.boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const longest = await watchLongTasks(page);
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 1; step <= 30; step++) {
    await page.mouse.move(x - 10 * step, y);
  }
  await expect(status).toHaveText(/^Past forecast from /);
  // Made where the drag rests, without training first; the LSTM follows.
  await expect(panel.root.getByText(/values? within the 95 % band\./)).toBeVisible();
  // It stays under the mouse: the axis does not move with it.
  expect(Math.abs((await handle.boundingBox())!.x - (box.x - 300))).toBeLessThan(8);
  expect(await longest()).toBeLessThan(1000);
  const [forecast] = (await panel.drawing()).forecasts;
  const [live] = before.live;
  expect(forecast.points[0][0]).toBeLessThan(live.points.at(-1)![0]);
  await page.mouse.up();
  const origin = Number(await handle.getAttribute('aria-valuenow'));
  await handle.press('ArrowLeft');
  expect(Number(await handle.getAttribute('aria-valuenow'))).toBeLessThan(origin);
  await expect(bar).toHaveValue((await handle.getAttribute('aria-valuenow'))!);
  await expect(panel.root.getByText(/values? within the 95 % band\.$/)).toBeVisible({ timeout: 60_000 });
  await handle.press('Escape');
  await expect(bar).toHaveCount(0);
  await expect(handle).toHaveAttribute('aria-valuetext', 'now');
  await expect(status).not.toHaveText(/^Past/);
});

for (const theme of ['dark', 'light']) {
  for (const width of [300, 700, 1600]) {
    test(`what came is said in full, ${width} px wide, ${theme}`, async ({ api, openDashboard, page, panel }, info) => {
      await page.setViewportSize({ width, height: 700 });
      await openDashboard(await api.createDashboard(`test-past-${theme}-${width}`, 'cpu', small), { theme });
      await panel.waitUntilReady();
      const handle = panel.root.getByRole('slider', { name: 'Start of the forecast' });
      for (let step = 0; step < 12; step++) {
        await handle.press('ArrowLeft');
      }
      const words = panel.root.getByText(/values? within the 95 % band\./);
      await expect(words).toBeVisible();
      await expect(words).toHaveText(/The network trains/);
      const isWhole = () =>
        words.evaluate((element) => {
          const [own, bar] = [element, element.parentElement!].map((one) => one.getBoundingClientRect());
          const isCut =
            element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
          return !isCut && own.bottom <= bar.bottom + 1 && own.right <= bar.right + 1;
        });
      expect(await isWhole()).toBe(true);
      await info.attach(`${theme}-${width}`, { body: await page.screenshot(), contentType: 'image/png' });
    });
  }
}
