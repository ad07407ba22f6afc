import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import demo from '../provisioning/dashboards/presage-demo.json';
import { type OptionRow, optionTable } from '../src/core/options';
import { languages, readTexts } from './tools/emitTranslations';

/** Functions whose literal arguments are texts: `phrase` and `say` have one, `many` has one for each form of English. */
const TEXTS = new Map([
  ['phrase', [0, 0]],
  ['say', [0, 0]],
  ['many', [1, 2]],
]);

const sources = fs
  .readdirSync('src', { withFileTypes: true, recursive: true })
  .filter((entry) => entry.isFile() && /(?<!\.test)\.tsx?$/.test(entry.name))
  .map((entry) => path.join(entry.parentPath, entry.name))
  .filter((file) => !file.startsWith('src/testing'));

interface Use {
  callee: string;
  texts: Array<string | undefined>;
  at: string;
}

/** Calls of those functions in a file, with their texts; undefined for one that is no literal. */
function usesIn(file: string): Use[] {
  const source = ts.createSourceFile(file, fs.readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const uses: Use[] = [];
  const visit = (node: ts.Node): void => {
    const callee = ts.isCallExpression(node) && ts.isIdentifier(node.expression) ? node.expression.text : '';
    const range = TEXTS.get(callee);
    if (ts.isCallExpression(node) && range) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      const texts = node.arguments.slice(range[0], range[1] + 1).map(literalOf);
      uses.push({ callee, texts, at: `${file}:${line + 1}` });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return uses;
}

/** Attributes that a user reads, or hears. */
const READ = /^(label|title|placeholder|description|tooltip|content|text|aria-label|aria-description)$/;
/** Words in English: two letters or more. What people type as it stands, such as `up` or `15s`, is none. */
const isProse = (text: string) =>
  /[A-Za-z]{2}/.test(text) && /\s|^[A-Z][a-z]/.test(text.trim()) && !/^\w+\(.*\)$/.test(text);

/** Words that a file shows and that nobody can translate: text between tags, and literal attributes. */
function fixedWordsIn(file: string): string[] {
  const source = ts.createSourceFile(file, fs.readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const isAttribute = ts.isJsxAttribute(node) && READ.test(node.name.getText());
    const text = ts.isJsxText(node)
      ? node.text
      : isAttribute && node.initializer && ts.isStringLiteral(node.initializer)
        ? node.initializer.text
        : '';
    if (isProse(text)) {
      found.push(`${file}: ${text.trim()}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** A literal, or several that are added for the length of the line. */
function literalOf(node: ts.Expression): string | undefined {
  if (ts.isStringLiteralLike(node)) {
    return node.text;
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const [left, right] = [literalOf(node.left), literalOf(node.right)];
    return left === undefined || right === undefined ? undefined : left + right;
  }
  return undefined;
}

/** The words of the option table, which the editors say as they find them. */
function textsOfOptions(): string[] {
  return Object.values(optionTable as Record<string, OptionRow>).flatMap((row) => [
    row.label,
    row.help,
    row.category,
    ...('unit' in row && row.unit ? [row.unit] : []),
    ...('choices' in row ? row.choices.flatMap(({ label, help }) => (help ? [label, help] : [label])) : []),
  ]);
}

/** The words of the demo dashboard, which the app says when it makes one. */
const textsOfDemo = () => [demo, ...demo.panels].flatMap(({ title, description }) => [title, description]);

const placesOf = (text: string) => [...new Set(text.match(/{{\w+}}/g))].sort();

const uses = sources.flatMap(usesIn).filter(({ at }) => !/^src\/(core\/)?language\//.test(at));
const joints = [', ', ' ', '{{first}}, {{rest}}'];

/** The keys that a language needs, with its own forms of what depends on a number. */
function keysOf(language: string): string[] {
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const said = uses.flatMap(({ callee, texts }) =>
    callee === 'many' ? forms.map((form) => `${texts.at(-1)}_${form}`) : [texts[0] ?? '']
  );
  return [...new Set([...joints, ...said.filter(Boolean), ...textsOfOptions(), ...textsOfDemo()])].sort();
}

test('the texts of the interface are found', () => {
  expect(uses.length).toBeGreaterThan(10);
});

test('a text is a literal, so that it can be found and translated', () => {
  const dynamic = uses.filter(({ callee, texts }) => callee !== 'say' && texts.some((text) => text === undefined));
  expect(dynamic.map(({ at }) => at)).toEqual([]);
});

test('no words stand in the markup itself', () => {
  expect(sources.flatMap(fixedWordsIn)).toEqual([]);
});

describe.each(languages())('%s', (language) => {
  const texts = readTexts(language);

  test('has every text of the interface, and no other', () => {
    const keys = keysOf(language);
    expect({
      missing: keys.filter((key) => !(key in texts)),
      unused: Object.keys(texts).filter((key) => !keys.includes(key)),
    }).toEqual({ missing: [], unused: [] });
  });

  test('keeps the places of every text', () => {
    const differing = Object.entries(texts).filter(
      ([key, text]) => placesOf(text).join() !== placesOf(key.replace(/_(zero|one|two|few|many|other)$/, '')).join()
    );
    expect(differing).toEqual([]);
  });

  test('has each text in one file', () => {
    const folder = path.join('src/language', language);
    const all = fs
      .readdirSync(folder)
      .flatMap((file) => Object.keys(JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')) as object));
    expect(all.length).toBe(new Set(all).size);
  });

  test.each(['plugin.json', 'src/panel/plugin.json', 'src/datasource/plugin.json'])('is named by %s', (file) => {
    expect((JSON.parse(fs.readFileSync(file, 'utf8')) as { languages: string[] }).languages).toContain(language);
  });
});
