import type { Page } from '@playwright/test';
import { small } from './pages/grafanaApi';
import { expect, test } from './pages/test';

interface Recorder {
  presageAnswers: unknown[];
  presageStrokes: Set<string>;
}

/** Keeps what workers answer, whatever form it has, and with what each line and area on a canvas is drawn. */
async function record(page: Page) {
  await page.addInitScript(() => {
    const kept = Object.assign(window as unknown as Recorder, { presageAnswers: [], presageStrokes: new Set() });
    const Original = window.Worker;
    window.Worker = class extends Original {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        this.addEventListener('message', ({ data }) => kept.presageAnswers.push(data));
      }
    };
    const { stroke, fill } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.stroke = function (...args: unknown[]) {
      kept.presageStrokes.add(`line ${this.strokeStyle} ${this.getLineDash()}`);
      return Reflect.apply(stroke, this, args);
    };
    CanvasRenderingContext2D.prototype.fill = function (...args: unknown[]) {
      kept.presageStrokes.add(`area ${this.fillStyle}`);
      return Reflect.apply(fill, this, args);
    };
  });
}

/** Lines and areas of a chart that is drawn afresh. */
async function redraw(page: Page, width: number): Promise<string[]> {
  await page.evaluate(() => (window as unknown as Recorder).presageStrokes.clear());
  await page.setViewportSize({ width, height: 900 });
  const drawn = () => page.evaluate(() => [...(window as unknown as Recorder).presageStrokes].sort());
  await expect.poll(async () => (await drawn()).length).toBeGreaterThan(0);
  await page.waitForTimeout(500);
  return drawn();
}

/** The last forecast that a worker answered. */
const lastPoints = (page: Page) =>
  page.evaluate(() => {
    const answers = (window as unknown as Recorder).presageAnswers.map((answer) =>
      typeof answer === 'string' ? JSON.parse(answer) : answer
    );
    const { point } = answers.filter(({ type }) => type === 'done').at(-1).response.result.forecast;
    return Array.from((Array.isArray(point.values) ? point.values : point) as number[]);
  });

test(
  "in Grafana's frontend sandbox the panel draws the forecast that it draws outside",
  { tag: '@workbench' },
  async ({ api, openDashboard, page, panel }) => {
    await record(page);
    const uid = await api.createDashboard('test-sandbox', 'cpu', small);
    await openDashboard(uid, { sandbox: 1 });
    await panel.waitUntilReady();
    // The plugins do run in realms of their own.
    await expect(page.locator('[data-plugin-sandbox="presage-forecast-panel"]')).toBeVisible();
    expect(await page.evaluate(() => window.frames.length)).toBe(2);
    const sandboxed = { points: await lastPoints(page), drawn: await redraw(page, 1200) };
    await page.setViewportSize({ width: 1400, height: 900 });
    await openDashboard(uid, { refresh: '' });
    await panel.waitUntilReady();
    expect(await page.evaluate(() => window.frames.length)).toBe(0);
    expect(sandboxed).toEqual({ points: await lastPoints(page), drawn: await redraw(page, 1200) });
    expect(sandboxed.points.length).toBeGreaterThan(5);
    expect(sandboxed.drawn.some((one) => one.startsWith('area'))).toBe(true);
  }
);
