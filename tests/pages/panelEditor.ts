import { selectors } from '@grafana/e2e-selectors';
import type { Locator, Page } from '@playwright/test';

/** Grafana's panel editor: its options pane. */
export class PanelEditor {
  constructor(private readonly page: Page) {}

  /** The row of one option, by the category and the name that the user reads. */
  option(category: string, name: string): Locator {
    return this.page.getByTestId(selectors.components.PanelEditor.OptionsPane.fieldLabel(`${category} ${name}`));
  }

  /** Types a number and leaves the field, as a user commits it. */
  async setNumber(category: string, name: string, value: number) {
    const input = this.option(category, name).locator('input').last();
    await input.fill(String(value));
    await input.press('Tab');
  }
}
