import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { optionTable } from '../src/core/options/options';
import { layerRows } from '../src/engine/imported/layerRows';

const text = readFileSync('docs/reading-the-panel.md', 'utf8');

/** All that the panel can say: its own code, and the sentences of core. */
const code = ['src/panel', 'src/core/options']
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true })
      .map(String)
      .filter((file) => /(?<!\.test)\.tsx?$/.test(file))
      .map((file) => readFileSync(path.join(folder, file), 'utf8'))
  )
  .join('\n')
  // What the code puts in is a gap in the words.
  .replace(/\$\{[^}]*\}/g, '…');

/** Words of what is quoted that the code has to have: runs of letters between numbers, times and units. */
const wordsOf = (quoted: string) =>
  quoted
    .split(/[\d:%().,-]+|\bsince\b/)
    .map((part) => part.trim())
    .filter((part) => /^[A-Za-z][a-z_]+/.test(part));

const quoted = [...text.matchAll(/`([^`]+)`/g)].map(([, words]) => words).filter((words) => !words.includes('.md'));
const words = [...new Set(quoted.flatMap(wordsOf))].filter((one) => one !== 'h');

test('the page quotes words', () => {
  expect(words.length).toBeGreaterThan(20);
});

test.each(words)('the panel says “%s”', (one) => {
  expect(code).toContain(one);
});

const buttons = [...new Set([...text.matchAll(/\*\*([A-Z][^*]+)\*\*/g)].map(([, label]) => label))];

test.each(buttons)('the details have a button “%s”', (label) => {
  expect(code).toMatch(new RegExp(`>\\s*\\{say\\('${label.replace('?', '\\?')}'\\)\\}\\s*<`));
});

test('options and limits that the page names are those of the code', () => {
  const labels = Object.values(optionTable).map(({ label }) => label as string);
  const named = [...text.matchAll(/option _([^_]+)_/g)].map(([, label]) => label);
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((label) => !labels.includes(label))).toEqual([]);
  expect([text.match(/(\w+) series are forecast/)?.[1], optionTable.seriesAtOnce.default]).toEqual(['Eight', 8]);
});

test('the classes of layers that a model of another program may have are those of the code', () => {
  const page = readFileSync('docs/imported-models.md', 'utf8');
  const list = page.match(/layers of these classes: ([^]+?), which do nothing/)?.[1] ?? '';
  const named = list.match(/\b[A-Z][A-Za-z0-9]*\b/g) ?? [];
  expect([...new Set(named)].sort()).toEqual(Object.keys(layerRows).sort());
});

/** Anchors of a page, as GitHub makes them. */
const headingsOf = (page: string) =>
  [...readFileSync(page, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\- ]/gu, '')
      .replaceAll(' ', '-')
  );

const pages = [
  ...readdirSync('.').filter((file) => file.endsWith('.md')),
  ...readdirSync('docs', { recursive: true })
    .map((file) => path.join('docs', String(file)))
    .filter((file) => file.endsWith('.md')),
];

test.each(pages)('links of %s lead to pages and headings that are there', (page) => {
  const links = [...readFileSync(page, 'utf8').matchAll(/\]\(([^)#\s]*)#?([^)\s]*)\)/g)];
  const broken = links.filter(([, link, heading]) => {
    if (/^\w+:/.test(link)) {
      return false;
    }
    const to = link === '' ? page : path.join(path.dirname(page), link);
    return !existsSync(to) || (heading !== '' && !headingsOf(to).includes(heading));
  });
  expect(broken.map(([whole]) => whole)).toEqual([]);
});
