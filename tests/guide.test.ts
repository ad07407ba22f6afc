import { parser } from '@prometheus-io/lezer-promql';
import { readFileSync } from 'node:fs';
import { type ForecastError, type ForecastErrorKind, describeError } from '../src/core/options/errors';
import { validateOptions } from '../src/core/options/optionValues';
import { optionTable } from '../src/core/options/options';

const recipes = readFileSync('docs/recipes.md', 'utf8');
const choosing = readFileSync('docs/choosing.md', 'utf8');

const queries = [...recipes.matchAll(/```promql\n([^`]+)```/g)].map(([, query]) => query.trim());

test('there are recipes', () => {
  expect(queries.length).toBeGreaterThan(5);
});

test.each(queries)('the query is PromQL: %s', (query) => {
  const errors: string[] = [];
  parser.parse(query).iterate({ enter: ({ type, from }) => void (type.isError && errors.push(`at ${from}`)) });
  expect(errors).toEqual([]);
});

const labels = new Map(Object.entries(optionTable).map(([name, { label }]) => [label as string, name]));
const settings = [...recipes.matchAll(/_([A-Z][^_]+)_\s+`([^`]+)`/g)].map(([, label, value]) => [label, value]);

test.each(settings)('the option %s takes %s', (label, text) => {
  const name = labels.get(label);
  const value = Number.isFinite(Number(text)) ? Number(text) : text;
  expect(name).toBeDefined();
  expect(validateOptions({ [name!]: value }).problems).toEqual([]);
});

test('options named elsewhere exist', () => {
  const named = [...choosing.matchAll(/_([A-Z][a-z ]+)_/g)].map(([, label]) => label);
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((label) => !labels.has(label))).toEqual([]);
});

/** One of each, with the values of the page. */
const errors: { [Kind in ForecastErrorKind]: Extract<ForecastError, { kind: Kind }> } = {
  'too-little-history': { kind: 'too-little-history', needed: 96, got: 10, step: 1800 },
  'no-values': { kind: 'no-values' },
  constant: { kind: 'constant', value: 3 },
  'invalid-option': { kind: 'invalid-option', option: 'sequenceLength', why: 'not in [2, 512]', value: '600' },
  'history-failed': { kind: 'history-failed', message: 'x' },
  'history-differs': { kind: 'history-differs', history: 1, live: 2 },
  'instant-query': { kind: 'instant-query' },
  'no-forecast-held': { kind: 'no-forecast-held' },
  'device-unavailable': { kind: 'device-unavailable', device: 'WebGPU', why: 'x' },
  'device-failed': { kind: 'device-failed', device: 'WebGPU', message: 'x' },
  diverged: { kind: 'diverged', epoch: 1 },
  'too-large': { kind: 'too-large', what: 'points', size: 2, limit: 1 },
  'too-many-covariates': { kind: 'too-many-covariates', got: 9, limit: 8 },
  'covariate-not-found': { kind: 'covariate-not-found', name: 'x' },
  'country-not-found': { kind: 'country-not-found', code: 'XX' },
  'holidays-not-loaded': { kind: 'holidays-not-loaded', message: 'x' },
  'invalid-model': { kind: 'invalid-model', why: 'x' },
  'annotations-failed': { kind: 'annotations-failed', message: 'x' },
  'worker-failed': { kind: 'worker-failed', message: 'x' },
  cancelled: { kind: 'cancelled' },
};
const table = choosing.slice(choosing.indexOf('## Troubleshooting'), choosing.indexOf('## Questions'));
const beginnings = [...table.matchAll(/^\| `([^`]+)`/gm)].map(([, words]) => words);

test.each(Object.values(errors))('the page explains $kind', (error) => {
  const sentence = describeError(error);
  expect(beginnings.filter((words) => sentence.startsWith(words))).toHaveLength(1);
});

test('the page explains nothing that is not said', () => {
  expect(beginnings).toHaveLength(Object.keys(errors).length);
});

test('limits are those of the code', () => {
  const read = (file: string) => readFileSync(file, 'utf8');
  const number = (file: string, pattern: RegExp) => Number(pattern.exec(read(file))![1].replaceAll('_', ''));
  expect(optionTable.seriesAtOnce.default).toBe(8);
  expect(number('src/core/options/optionValues.ts', /MAX_POINTS = ([\d_]+)/)).toBe(60_000);
  expect(number('src/worker/storage/modelStore.ts', /models: (\d+),/)).toBe(200);
  expect(number('src/worker/storage/pinnedModel.ts', /MOST_PINNED = ([\d_]+)/)).toBe(200_000);
  expect(number('src/worker/workers/pool.ts', /MOST_WORKERS = (\d+)/)).toBe(4);
  const quoted = ['| 8 unless _Series at once_', '60,000', '| 200, or 64 MB', 'at most 200 kB', 'at most 4'];
  expect(quoted.filter((words) => !choosing.includes(words))).toEqual([]);
});
