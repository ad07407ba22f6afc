import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../tools/install.mjs';
import { isMeasured, type Outcome } from './row';

export interface ReportRow {
  id: string;
  what: string;
  target: string;
  /** it took to measure */
  seconds: number;
  outcome: Outcome;
}

export interface Report {
  /** ISO time of the start */
  date: string;
  command: string;
  machine: string;
  rows: ReportRow[];
}

/** Columns of the table, as text. */
function columns({ id, what, target, outcome }: ReportRow) {
  const figures = isMeasured(outcome)
    ? { measured: outcome.measured, met: verdict(outcome.isMet), spread: outcome.spread ?? '', how: outcome.where }
    : { measured: 'not run', met: '', spread: '', how: outcome.why };
  return { '#': id, what, target, ...figures };
}

const verdict = (isMet?: boolean) => (isMet === undefined ? '' : isMet ? 'yes' : 'no');

/** The table, and below it how each figure was measured. */
export function printReport({ date, command, machine, rows }: Report): void {
  console.log(`\n${command}\n${date}\n${machine}\n`);
  const names = ['#', 'what', 'target', 'measured', 'met', 'spread'] as const;
  const lines = [names, ...rows.map(columns).map((row) => names.map((name) => row[name]))];
  const widths = names.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  for (const line of lines) {
    console.log(
      line
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd()
    );
  }
  console.log('');
  for (const row of rows) {
    console.log(`${row.id.padEnd(3)} ${row.seconds} s. ${columns(row).how}`);
  }
}

export function writeJson(report: Report): void {
  const file = path.join(root, 'tests/.output/bench.json');
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
}

const DOCS = path.join(root, 'docs/performance.md');
const MARKED = /(<!-- bench[^>]*-->)[\s\S]*(<!-- \/bench -->)/;

export function writeDocs(report: Report): void {
  writeFileSync(DOCS, insertTable(readFileSync(DOCS, 'utf8'), report));
}

/** Replaces what stands between the marks of docs/performance.md. @throws Error where there are none */
export function insertTable(text: string, report: Report): string {
  if (!MARKED.test(text)) {
    throw new Error('docs/performance.md has lost its marks <!-- bench --> and <!-- /bench -->');
  }
  return text.replace(MARKED, (_, open: string, close: string) => `${open}\n\n${toMarkdown(report)}\n\n${close}`);
}

function toMarkdown({ date, command, machine, rows }: Report): string {
  const cells = rows.map(columns);
  const names = ['#', 'what', 'target', 'measured', 'met', 'spread', 'how'] as const;
  const line = (values: readonly string[]) => `| ${values.map((value) => value.replace(/\|/g, '\\|')).join(' | ')} |`;
  return [
    `\`${command}\`, ${date.slice(0, 10)}; ${machine}.`,
    '',
    '<!-- prettier-ignore -->',
    line(names),
    line(names.map(() => '---')),
    ...cells.map((row) => line(names.map((name) => row[name]))),
  ].join('\n');
}
