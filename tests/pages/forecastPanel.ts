import { expect, type Locator, type Page } from '@playwright/test';
import type { ForecastResult } from '../../src/core/fitted/result';
import { testIds } from '../../src/panel/testIds';
import { readDrawing, type Drawing } from './drawing';

/** What the status line begins with when a forecast is drawn that is not preliminary. */
export const SETTLED =
  /^(Normal|All \d+ series|\d+ of \d+ series normal|Not judged|.*[Aa]nomalous|(?!Preliminary).* in \d+ |(?!Preliminary).*May |At or |Below )/;

/** One forecast panel on a page. */
export class ForecastPanel {
  readonly root: Locator;
  readonly status: Locator;

  constructor(
    private readonly page: Page,
    title?: string
  ) {
    const scope = title ? page.locator('section', { hasText: title }) : page.locator('body');
    this.root = scope.getByTestId(testIds.panel);
    this.status = this.root.getByTestId(testIds.status);
  }

  part(name: keyof typeof testIds): Locator {
    return this.root.getByTestId(testIds[name]);
  }

  /** Waits until the status line says the verdict of the final forecast of every series, and the chart shows one for each. */
  async waitUntilReady(timeout = 150_000): Promise<Drawing> {
    await expect(this.part('statusText')).toHaveText(SETTLED, { timeout });
    await expect(this.part('progress')).toHaveCount(0, { timeout });
    const series = Number(await this.root.getAttribute('data-series'));
    await expect.poll(async () => (await this.drawing()).forecasts.length).toBe(series);
    return this.drawing();
  }

  /** What is drawn; a chart whose lines are not those of its data is an error. */
  async drawing(): Promise<Drawing> {
    const drawing = await readDrawing(this.root);
    expect(drawing.lines).toHaveLength(drawing.columns);
    expect(drawing.overflow).toBeLessThanOrEqual(1);
    return drawing;
  }

  /** All that the panel says of its models. */
  async details(): Promise<string> {
    await this.part('details').click();
    return this.detailsText();
  }

  /** What stands in the part of the details that is open, with spaces for those that break no line. */
  async detailsText(): Promise<string> {
    const content = this.page.getByTestId(testIds.detailsContent);
    await expect(content).toBeVisible();
    return (await content.innerText()).replaceAll('\u00a0', ' ');
  }
}

declare global {
  interface Window {
    presageResults: ForecastResult[];
    /** when the worker was done first, ms since the page began */
    presageFirstResult?: number;
  }
}

/** Keeps what the worker answers to the page: the numbers behind what is drawn. */
export async function keepResults(page: Page) {
  await page.addInitScript(() => {
    window.presageResults = [];
    const Original = window.Worker;
    window.Worker = class extends Original {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        this.addEventListener('message', ({ data }) => {
          if (data?.type === 'done') {
            window.presageResults.push(data.response.result);
            window.presageFirstResult ??= performance.now();
          }
        });
      }
    };
  });
}

/** The last result of the worker, typed arrays as arrays. */
export async function lastResult(page: Page) {
  const text = await page.evaluate(() =>
    JSON.stringify(window.presageResults.at(-1), (_, value) =>
      ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value
    )
  );
  return JSON.parse(text) as Plain<ForecastResult>;
}

/** As JSON carries it: typed arrays are arrays, NaN is null. */
export type Plain<T> = T extends Float64Array ? number[] : T extends object ? { [K in keyof T]: Plain<T[K]> } : T;
