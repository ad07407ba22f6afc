import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '..');
const text = readFileSync(path.join(root, 'docs/architecture.md'), 'utf8');
const steps = [...text.matchAll(/\| `(\w+)`\s*\| `(src\/[^`]+)`\s*\|/g)].map(([, name, file]) => [name, file]);

test('the table of steps is there', () => {
  expect(steps.length).toBeGreaterThan(10);
});

test.each(steps)('%s is exported by %s', (name, file) => {
  expect(existsSync(path.join(root, file))).toBe(true);
  expect(readFileSync(path.join(root, file), 'utf8')).toMatch(
    new RegExp(`^export (async )?(function|const) ${name}\\b`, 'm')
  );
});

test('every room of core has its row, and no other', () => {
  const [, part] = text.split('## The rooms of core');
  const rows = [...part.split('\n## ')[0].matchAll(/^\| `(\w+)`/gm)].map(([, room]) => room);
  const rooms = readdirSync(path.join(root, 'src/core'), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory()
  );
  expect(rows.sort()).toEqual(rooms.map(({ name }) => name).sort());
});

const folders = readdirSync(path.join(root, 'src'), { withFileTypes: true, recursive: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
  .filter((folder) => folder.split(path.sep).length > 2)
  .filter((folder) => readdirSync(path.join(root, folder)).some((file) => /(?<!\.test)\.tsx?$/.test(file)))
  .filter((folder) => !/kernels|weights$/.test(folder));

test.each(folders)('%s is a room: a door, what lives there, what goes in and out, about a dozen files', (folder) => {
  const [, lives, traffic] = readFileSync(path.join(root, folder, 'index.ts'), 'utf8').split('\n');
  expect(lives).toMatch(/^ \* [A-Z].+\.$/);
  expect(traffic).toMatch(/^ \* Imports .+\. In: .+; out: .+\.$/);
  const files = readdirSync(path.join(root, folder)).filter((file) => /(?<!\.test)\.tsx?$/.test(file));
  expect(files.length).toBeLessThanOrEqual(14);
});

test('no doc comment opens with a relative clause', () => {
  const sources = readdirSync(path.join(root, 'src'), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));
  const opening = /\/\*\*\s+(\* )?(What|Which|Where|How|When|Who|Why) .*/;
  const found = sources.flatMap((file) => opening.exec(readFileSync(file, 'utf8'))?.[0] ?? []);
  expect(found).toEqual([]);
});
