import { selectors } from '@grafana/e2e-selectors';
import type { Locator, Page } from '@playwright/test';

/** Grafana's panel editor: its options pane. */
export class PanelEditor {
  constructor(private readonly page: Page) {}

  /** The row of one option, by the category and the name that the user reads. */
  option(category: string, name: string): Locator {
    const id = selectors.components.PanelEditor.OptionsPane.fieldLabel(`${category} ${name}`);
    // A test id from Grafana 13.1 on, a label before.
    return this.page.getByTestId(id).or(this.page.getByLabel(id.replace('data-testid ', ''), { exact: true }));
  }

  /** Types a number and leaves the field, as a user commits it. */
  async setNumber(category: string, name: string, value: number) {
    const input = this.option(category, name).locator('input').last();
    await input.fill(String(value));
    await input.press('Tab');
  }
}
