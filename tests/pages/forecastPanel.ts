import { expect, type Locator, type Page } from '@playwright/test';
import type { ForecastResult } from '../../src/core/fitted/result';
import type { PanelState } from '../../src/panel/forecastState';
import { testIds } from '../../src/panel/testIds';

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

  /** A fact that the panel states about itself, such as `state` or `source`. */
  async fact(name: string): Promise<string | null> {
    return this.root.getAttribute(`data-${name}`);
  }

  /** Waits until every series has its final forecast. */
  async waitUntilReady(timeout = 150_000) {
    await this.waitFor('ready', timeout);
  }

  async waitFor(state: PanelState | RegExp, timeout = 150_000) {
    await expect(this.root).toHaveAttribute('data-state', state, { timeout });
  }

  /** All that the panel says in its details. */
  async details(): Promise<string> {
    await this.part('details').click();
    const content = this.page.getByTestId(testIds.detailsContent);
    await expect(content).toBeVisible();
    return content.innerText();
  }
}

declare global {
  interface Window {
    presageResults: ForecastResult[];
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
