import { parser } from '@prometheus-io/lezer-promql';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describeVerdict, type Verdict } from '../src/core/blend/verdict';
import { driftNotes } from '../src/core/fitted/evaluation';
import { bandNotes, incidentNote, lateNotes, staleNotes } from '../src/core/fitted/notes';
import { english, phrase } from '../src/core/language';
import { describeShortHistory } from '../src/core/options/shortHistory';
import { type ForecastError, type ForecastErrorKind, describeError } from '../src/core/options/errors';
import { validateOptions } from '../src/core/options/optionValues';
import { optionTable } from '../src/core/options/options';
import { describeFailure, type Failure } from '../src/datasource/api/failure';
import type { PinState } from '../src/panel/session/forecastState';
import { describePin } from '../src/panel/status/words/statusText';
import { makeSeries } from '../src/testing/testSeries';

const recipes = readFileSync('docs/recipes.md', 'utf8');
const [choosing, sizing, questions, troubleshooting] = ['choosing', 'sizing', 'faq', 'troubleshooting'].map((name) =>
  readFileSync(`docs/${name}.md`, 'utf8')
);

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
  const text = [choosing, sizing, questions].join('\n');
  const named = [...text.matchAll(/_([A-Z][a-z ]+)_/g)].map(([, label]) => label);
  expect(named.length).toBeGreaterThan(3);
  expect(named.filter((label) => !labels.has(label))).toEqual([]);
});

/** One of each, with the values of the page. */
const errors: { [Kind in ForecastErrorKind]: Extract<ForecastError, { kind: Kind }> } = {
  'too-little-history': { kind: 'too-little-history', needed: 96, got: 10, step: 1800 },
  'no-values': { kind: 'no-values' },
  constant: { kind: 'constant', value: 3 },
  'invalid-option': { kind: 'invalid-option', option: 'sequenceLength', why: phrase('not in [2, 512]'), value: '600' },
  'history-failed': { kind: 'history-failed', message: 'x' },
  'history-differs': { kind: 'history-differs', history: 1, live: 2 },
  'instant-query': { kind: 'instant-query' },
  'no-forecast-held': { kind: 'no-forecast-held' },
  'device-unavailable': { kind: 'device-unavailable', device: 'WebGPU', why: 'x' },
  'device-failed': { kind: 'device-failed', device: 'WebGPU', message: 'x' },
  diverged: { kind: 'diverged', epoch: 1 },
  'too-large': { kind: 'too-large', what: phrase('points'), size: 2, limit: 1 },
  'too-many-covariates': { kind: 'too-many-covariates', got: 9, limit: 8 },
  'covariate-not-found': { kind: 'covariate-not-found', name: 'x' },
  'country-not-found': { kind: 'country-not-found', code: 'XX' },
  'holidays-not-loaded': { kind: 'holidays-not-loaded', message: 'x' },
  'invalid-model': { kind: 'invalid-model', why: phrase('x') },
  'annotations-failed': { kind: 'annotations-failed', message: 'x' },
  'worker-failed': { kind: 'worker-failed', message: 'x' },
  cancelled: { kind: 'cancelled' },
};
/** What the rows of a section of the page quote. */
function quotedIn(heading: string): string[] {
  const [, section] = troubleshooting.split(`## ${heading}\n`);
  return [...section.split('\n## ')[0].matchAll(/^\| `([^`]+)`/gm)].map(([, words]) => words);
}
/** That of a sentence each row explains one, and each sentence has a row. */
function expectExplained(heading: string, sentences: string[]) {
  const quoted = quotedIn(heading);
  const rowsOf = (said: string) => quoted.filter((words) => said.startsWith(words));
  expect(sentences.filter((said) => rowsOf(said).length !== 1)).toEqual([]);
  expect(quoted.filter((words) => !sentences.some((said) => said.startsWith(words)))).toEqual([]);
}

test('the page explains every error of the panel, and none that is not said', () => {
  expectExplained(
    'The panel',
    Object.values(errors).map((error) => english(describeError(error)))
  );
});

const failures: { [Kind in Failure['kind']]: Extract<Failure, { kind: Kind }> } = {
  prometheus: { kind: 'prometheus', errorType: 'execution', error: 'x' },
  'login-refused': { kind: 'login-refused', status: 401 },
  'signed-out': { kind: 'signed-out' },
  'denied-by-grafana': { kind: 'denied-by-grafana', message: 'x' },
  unreachable: { kind: 'unreachable' },
  'no-connection-made': { kind: 'no-connection-made', limit: 10 },
  'timed-out': { kind: 'timed-out' },
  'bad-gateway': { kind: 'bad-gateway', found: { english: 'x' } },
  'bad-url': { kind: 'bad-url', url: 'x' },
  'not-prometheus': { kind: 'not-prometheus', status: 404, found: { english: 'x' } },
  'too-large': { kind: 'too-large', what: 'points', size: 2, limit: 1 },
  http: { kind: 'http', status: 500, message: 'x' },
  'no-connection': { kind: 'no-connection' },
  'not-configured': { kind: 'not-configured' },
  cancelled: { kind: 'cancelled' },
};

test('the page explains every failure of the data source, and none that is not said', () => {
  expectExplained('The data source', Object.values(failures).map(describeFailure));
});

const pins: Record<PinState['kind'], PinState> = {
  used: { kind: 'used' },
  replaced: { kind: 'replaced' },
  unreadable: { kind: 'unreadable' },
  options: { kind: 'options', names: ['sequenceLength'] },
  step: { kind: 'step' },
  'time-zone': { kind: 'time-zone' },
  covariates: { kind: 'covariates' },
  newer: { kind: 'newer' },
  old: { kind: 'old' },
};

test('the page explains every state of a pinned model, and none that is not said', () => {
  expectExplained('Pinned models', Object.values(pins).map(describePin));
});

test('the page explains every note on a forecast, and remarks that the code has', () => {
  const quoted = quotedIn('Remarks in the line and in the details');
  const verdicts: Verdict[] = [
    { kind: 'naive', naive: 'day', error: 2, naiveError: 1 },
    { kind: 'too-little-history', days: 2 },
    { kind: 'not-compared' },
  ];
  const late = { level: 0.95, measured: 0.9, count: 9, late: 0.5 };
  const span = { first: 0, end: 10, horizon: 9 } as Parameters<typeof bandNotes>[0];
  const notes = [
    ...verdicts.map(describeVerdict),
    ...bandNotes(span, [late]),
    ...bandNotes(span, []),
    ...lateNotes([late]),
    ...driftNotes(9),
    ...staleNotes(makeSeries(100, (t) => (t < 80 ? t : NaN))),
    incidentNote({ age: 2 } as Parameters<typeof incidentNote>[0], 60),
    describeShortHistory(200_000, 90_000)!,
  ].map(english);
  expect(notes.filter((note) => !quoted.some((words) => note.startsWith(words)))).toEqual([]);
  const code = ['src/panel', 'src/core']
    .flatMap((folder) => readdirSync(folder, { recursive: true }).map((file) => `${folder}/${String(file)}`))
    .filter((file) => /(?<!\.test)\.tsx?$/.test(file))
    .map((file) => readFileSync(file, 'utf8').replaceAll('{{network}}', 'LSTM'))
    .join('\n');
  expect(quoted.filter((words) => !code.includes(words))).toEqual([]);
});

test('limits are those of the code', () => {
  const read = (file: string) => readFileSync(file, 'utf8');
  const number = (file: string, pattern: RegExp) => Number(pattern.exec(read(file))![1].replaceAll('_', ''));
  expect(optionTable.seriesAtOnce.default).toBe(8);
  expect(number('src/core/options/optionValues.ts', /MAX_POINTS = ([\d_]+)/)).toBe(60_000);
  expect(number('src/worker/storage/modelStore.ts', /models: (\d+),/)).toBe(200);
  expect(number('src/worker/storage/pinnedModel.ts', /MOST_PINNED = ([\d_]+)/)).toBe(200_000);
  expect(number('src/worker/workers/pool.ts', /MOST_WORKERS = (\d+)/)).toBe(4);
  expect(number('src/core/options/resolve.ts', /AUTO_POINTS = ([\d_]+)/)).toBe(1500);
  expect(number('src/datasource/settings.ts', /defaultCacheMb = (\d+)/)).toBe(128);
  expect(optionTable.seriesAtOnce.max).toBe(200);
  const quoted = [
    ...['8 unless _Series at once_ says more, up to 200', '60,000', 'at most 1,500', '200, or 64 MB', '128 MB'],
    ...['at most 200 kB', '400 kB a panel', 'at most 4'],
  ];
  expect(quoted.filter((words) => !sizing.includes(words))).toEqual([]);
});

/** A figure of the page on sizing, and a row of the page on performance that has it. */
const FIGURES: Array<[figure: string, row: RegExp]> = [
  ['127 ms', /^\| answer .*127 ms; 5\.24 s/m],
  ['43.1 MB after 50 refreshes', /^\| fifty refreshes on .*43\.1/m],
  ['38.6 MB of heap', /^\| all in sight .*38\.6/m],
  ['171 tasks over 50 ms in 50 refreshes, the longest 746 ms', /^\| fifty refreshes on .*171 \| +746 \|/m],
  ['220 of 864,020 points', /A refresh fetches 220 of 864,020 points/],
];

test.each(FIGURES)('the figure “%s” is the one that was measured', (figure, row) => {
  expect(sizing).toContain(figure);
  expect(readFileSync('docs/performance.md', 'utf8')).toMatch(row);
});

test('every link and picture of the docs leads to a file', () => {
  const pages = readdirSync('docs', { recursive: true })
    .map(String)
    .filter((file) => file.endsWith('.md'));
  const missing = pages.flatMap((page) => {
    const text = readFileSync(path.join('docs', page), 'utf8');
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)|(?:src|srcset)="([^"]+)"/g)].map(
      (found) => found[1] ?? found[2]
    );
    return links
      .filter((link) => !existsSync(path.join('docs', path.dirname(page), link)))
      .map((link) => `${page}: ${link}`);
  });
  expect(missing).toEqual([]);
});
