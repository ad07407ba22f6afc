import { readFileSync } from 'node:fs';
import { insertTable, type Report } from './report';

const report: Report = {
  date: '2026-11-25T23:00:00.000Z',
  command: 'npm run bench',
  machine: 'a machine',
  rows: [
    {
      id: 'T1',
      what: 'a ratio',
      target: '>= 25x',
      seconds: 3,
      outcome: { measured: '30x', isMet: true, spread: '28x to 31x', where: 'here | there', figures: {} },
    },
    { id: 'T2', what: 'another', target: '>= 1', seconds: 0, outcome: { why: 'it is not installed' } },
  ],
};

test('the table stands between its marks, a row for what was measured and for what was not', () => {
  const before = 'Text.\n\n<!-- bench: old -->\n\nold\n\n<!-- /bench -->\n\nMore.\n';
  const after = insertTable(before, report);
  expect(after).toContain('`npm run bench`, 2026-11-25; a machine.');
  expect(after).toContain('| T1 | a ratio | >= 25x | 30x | yes | 28x to 31x | here \\| there |');
  expect(after).toContain('| T2 | another | >= 1 | not run |  |  | it is not installed |');
  expect(after).not.toContain('\nold\n');
  expect(after.startsWith('Text.\n\n<!-- bench: old -->\n')).toBe(true);
  expect(after.endsWith('<!-- /bench -->\n\nMore.\n')).toBe(true);
});

test('the documentation has a place for it', () => {
  const docs = readFileSync('docs/performance.md', 'utf8');
  expect(insertTable(docs, report)).toContain('| T1 | a ratio |');
  expect(() => insertTable('nothing', report)).toThrow('marks');
});
