import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Page } from '@playwright/test';
import { testIds } from '../src/panel/testIds';
import { DATA_SOURCE, demoPanels, small } from './pages/grafanaApi';
import { expect, test } from './pages/test';

/** axe-core runs in the page that it judges. */
const source = readFileSync(createRequire(__filename).resolve('axe-core/axe.min.js'), 'utf8');

/** Parts of Grafana's own components, which we cannot change. */
const GRAFANAS = ['[class$="LegendLabel"]', '.rc-slider-handle', '[data-testid$="RefreshPicker run button"]'];

/** Violations that axe finds in a part of the page, by WCAG 2.2 AA: a text for each element. */
async function violations(page: Page, ...selectors: string[]): Promise<string[]> {
  await page.evaluate(source);
  return page.evaluate(
    async ([include, exclude]) => {
      const { axe: judge } = window as unknown as { axe: typeof axe };
      const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
      const found = await judge.run({ include, exclude }, { runOnly: tags, resultTypes: ['violations'] });
      return found.violations.flatMap(({ id, help, nodes }) =>
        nodes.map(({ target, html, any }) =>
          [`${id}: ${help}`, target.join(' '), html.slice(0, 160), any[0]?.message].filter(Boolean).join('\n')
        )
      );
    },
    [selectors, GRAFANAS] as const
  );
}

const byTestId = (id: string) => `[data-testid="${id}"]`;
const PANEL = byTestId(testIds.panel);

for (const theme of ['dark', 'light']) {
  test.describe(`accessible in the ${theme} theme`, { tag: '@workbench' }, () => {
    test('the panel: its line, chart, details, past and drawer', async ({ api, openDashboard, page, panel }) => {
      const uid = await api.createDashboard(`test-axe-${theme}`, 'cpu', small);
      await openDashboard(uid, { theme });
      await panel.waitUntilReady();
      const judge = async (part: string, ...selectors: string[]) =>
        expect.soft(await violations(page, ...selectors), part).toEqual([]);
      await judge('line, chart and key', PANEL);
      await panel.part('details').click();
      for (const tab of ['Model', 'Incidents', 'Crossings']) {
        await page.getByRole('radio', { name: tab }).click();
        await judge(`details, ${tab}`, PANEL);
      }
      await page.getByRole('button', { name: 'Close details' }).click();
      const handle = panel.root.getByRole('slider', { name: 'Start of the forecast' });
      await handle.press('ArrowLeft');
      await expect(panel.root.getByRole('button', { name: 'Back to now' })).toBeVisible();
      await judge('past forecast', PANEL);
      await handle.press('Escape');
      await page.setViewportSize({ width: 320, height: 500 });
      await panel.part('details').click();
      await expect(page.getByTestId(testIds.detailsContent)).toBeVisible();
      await judge('drawer', byTestId(testIds.detailsContent));
    });

    test('the options and the editor of queries', async ({ api, openDashboard, page, panel }) => {
      const uid = await api.createDashboard(`test-axe-editor-${theme}`, 'cpu', (one) => ({
        ...one,
        options: { ...one.options, preview: true, showAdvanced: true },
      }));
      await openDashboard(uid, { theme, editPanel: demoPanels.cpu });
      await expect(panel.root).toBeVisible();
      await expect(page.locator('.cm-content').first()).toBeVisible();
      expect(await violations(page, 'body')).toEqual([]);
    });

    test('the settings of the data source', async ({ page }) => {
      await page.goto(`/datasources/edit/${DATA_SOURCE}?theme=${theme}`);
      await expect(page.getByRole('textbox').first()).toBeVisible();
      expect(await violations(page, 'body')).toEqual([]);
    });
  });
}
