import type { OptionRow } from '../../src/core/options/optionRows';
import { optionTable } from '../../src/core/options/options';

/** Markdown between these two lines of README.md is written from the option table. */
export const START = '<!-- options: written by `npm run readme` -->';
export const END = '<!-- /options -->';

/** The allowed values of an option, in words. */
function describeRange(row: OptionRow): string {
  switch (row.kind) {
    case 'number':
      return row.max >= 1e12 ? `${row.min} or more` : `${row.min} to ${row.max}${row.unit ? ` ${row.unit}` : ''}`;
    case 'bound':
      return 'any number, or `none`';
    case 'duration':
      return row.auto ? 'a duration or `auto`' : 'a duration';
    case 'choice':
      return row.choices.map((choice) => choice.label).join(', ');
    case 'country':
      return 'a country or region of ISO 3166';
    case 'names':
      return `at most ${row.max} names`;
    case 'windows':
      return `at most ${row.max} windows`;
    case 'levels':
      return `${row.min} to ${row.max}, rising`;
  }
}

function describeDefault(row: OptionRow): string {
  if (row.kind === 'choice') {
    return row.choices.find((choice) => choice.value === row.default)?.label ?? row.default;
  }
  return row.default === undefined || row.default === '' ? '' : `\`${row.default}\``;
}

/** The README's table of options, one row an option, in the order of the panel's editor. */
export function renderOptionTable(): string {
  const rows: OptionRow[] = Object.values(optionTable);
  const categories = [...new Set(rows.map((row) => row.category))];
  const lines = categories.flatMap((category) =>
    rows
      .filter((row) => row.category === category)
      .map((row) => [`**${category}**: ${row.label}`, describeDefault(row), describeRange(row), row.help])
  );
  const table = [['option', 'default', 'range', 'what it does'], ['---', '---', '---', '---'], ...lines];
  return table.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** `readme` with the part between the markers replaced by the rendered table. */
export function withOptionTable(readme: string): string {
  const [before, rest] = readme.split(START);
  const after = rest?.split(END)[1];
  if (after === undefined) {
    throw new Error(`README.md has lost the lines ${START} and ${END}`);
  }
  return `${before}${START}\n\n<!-- prettier-ignore -->\n${renderOptionTable()}\n\n${END}${after}`;
}
