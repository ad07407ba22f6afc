import type { Page } from '@playwright/test';

declare global {
  interface Window {
    /** ms of each long task since it was last asked for */
    presageTasks: number[];
  }
}

/** Keeps how long each task of the main thread took that took over 50 ms. */
export const recordLongTasks = (page: Page) =>
  page.addInitScript(() => {
    window.presageTasks = [];
    new PerformanceObserver((list) =>
      list.getEntries().forEach(({ duration }) => window.presageTasks.push(duration))
    ).observe({ type: 'longtask', buffered: true });
  });

/** The tasks since they were last asked for: how many, and ms of the longest. */
export async function takeLongTasks(page: Page): Promise<{ count: number; longest: number }> {
  const tasks = await page.evaluate(() => window.presageTasks.splice(0));
  return { count: tasks.length, longest: Math.round(Math.max(0, ...tasks)) };
}

/** MB that the page holds after a collection. */
export async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return Number((usedSize / 2 ** 20).toFixed(1));
}
