import { existsSync, readFileSync } from 'node:fs';
import { withOptionTable } from './tools/optionTable';

const readme = readFileSync('README.md', 'utf8');

test('the option table of the README is the option table of the code', () => {
  expect(readme).toBe(withOptionTable(readme));
});

test('every file that the README links to exists', () => {
  const links = [...readme.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target]) => target);
  expect(links.length).toBeGreaterThan(0);
  expect(links.filter((target) => !existsSync(target))).toEqual([]);
});

test('every npm script that the README names exists', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  const named = [...readme.matchAll(/npm run ([a-z0-9:]+)/g)].map(([, name]) => name);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});

test('nothing of the README is left to fill in', () => {
  expect(readme).not.toMatch(/^[A-Z]{4,}$/m);
});
