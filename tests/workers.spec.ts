import type { Page } from '@playwright/test';
import { quick, small } from './pages/grafanaApi';
import { expect, test } from './pages/test';

declare global {
  interface Window {
    /** types of the messages to each worker, in the order the workers were started */
    presageAsked: string[][];
  }
}

/** A page on a machine of eight cores that keeps what its workers are asked. */
async function watchWorkers(page: Page) {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'hardwareConcurrency', { value: 8 });
    window.presageAsked = [];
    const Original = window.Worker;
    window.Worker = class extends Original {
      private readonly asked: string[] = [];
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        window.presageAsked.push(this.asked);
      }
      postMessage(message: { type: string }) {
        this.asked.push(message.type);
        super.postMessage(message);
      }
    };
  });
}

/** The page as if its tab was left, or come back to. */
const setHidden = (page: Page, hidden: boolean) =>
  page.evaluate((value) => {
    Object.defineProperty(document, 'hidden', { value, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);

test('series spread over the workers, of which one alone looks at the GPU', async ({
  api,
  openDashboard,
  page,
  panel,
}) => {
  await watchWorkers(page);
  const uid = await api.createDashboard('test-pool', 'gpu', (p) => ({
    ...p,
    options: { ...p.options, ...quick, epochs: 60, patience: 60, hidden: 32 },
  }));
  await openDashboard(uid, { 'var-gpu': '$__all' });
  await panel.waitUntilReady();
  const asked = await page.evaluate(() => window.presageAsked);
  expect(asked.filter((types) => types.includes('forecast'))).toHaveLength(2);
  expect(asked.filter((types) => types.includes('benchmark'))).toHaveLength(1);
});

test('training stands still while the tab is hidden, and goes on', async ({ api, openDashboard, page, panel }) => {
  const uid = await api.createDashboard('test-hidden', 'cpu', (p) => ({
    ...p,
    options: { ...p.options, ...quick, epochs: 400, patience: 400, hidden: 64, layers: 2 },
  }));
  await openDashboard(uid);
  await expect(panel.part('work')).toContainText('Training, epoch');
  await setHidden(page, true);
  await expect(panel.part('work')).toContainText('paused');
  await setHidden(page, false);
  await expect(panel.part('work')).toContainText('Training, epoch');
  await panel.part('cancel').click();
  await expect(panel.part('work')).toContainText('Training stopped');
});

test(
  'auto does not take a GPU that the processor plays, and says why',
  { tag: '@webgpu' },
  async ({ api, openDashboard, panel }) => {
    await openDashboard(await api.createDashboard('test-software-gpu', 'cpu', small));
    await panel.waitUntilReady();
    expect(await panel.details()).toMatch(/WASM: faster than this GPU, which is .*software/);
  }
);
