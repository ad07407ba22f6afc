import { existsSync, readFileSync } from 'node:fs';
import { withOptionTable } from './tools/optionTable';

const readme = readFileSync('README.md', 'utf8');

test('the option table of the README is the option table of the code', () => {
  expect(readme).toBe(withOptionTable(readme));
});

test.each(['README.md', 'README.zh-CN.md'])('every file that %s links to exists', (name) => {
  const links = [...readFileSync(name, 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target]) => target);
  expect(links.length).toBeGreaterThan(0);
  expect(links.filter((target) => !existsSync(target))).toEqual([]);
});

test('every npm script that the README names exists', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  const named = [...readme.matchAll(/npm run ([a-z0-9:]+)/g)].map(([, name]) => name);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});

test('the Chinese README names options, scripts and words of the panel as they are', () => {
  const chinese = readFileSync('README.zh-CN.md', 'utf8');
  const quoted = [...chinese.matchAll(/`((?:Anomalous|90 % in|24 to)[^`]+)`/g)].map(([, words]) => words);
  expect(quoted).toHaveLength(3);
  expect(quoted.filter((words) => !readme.includes(words))).toEqual([]);
  for (const option of ['Sequence length', 'Horizon', 'Calibrated']) {
    expect(chinese).toContain(`_${option}_`);
    expect(readme).toMatch(new RegExp(`\\b${option}\\b`));
  }
});

test('nothing of the README is left to fill in', () => {
  expect(readme).not.toMatch(/^[A-Z]{4,}$/m);
});
