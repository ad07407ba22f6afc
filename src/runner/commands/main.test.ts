import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { main } from './main';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'presage-main-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Exit status, results and problems of a call. */
async function call(...args: string[]) {
  const [printed, logged]: [string[], string[]] = [[], []];
  const terminal = { print: (line: string) => printed.push(line), log: (line: string) => logged.push(line) };
  const status = await main(args, '', terminal, new AbortController().signal);
  return { status, printed: printed.join('\n'), logged: logged.join('\n') };
}

function file(text: string): string {
  const name = path.join(folder, 'presage.yaml');
  writeFileSync(name, text);
  return name;
}
const GROUP = 'groups: [{ name: g, queries: [{ name: q, expr: up, thresholds: [90] }] }]';

test.each([
  [['dance'], 'There is no command dance.'],
  [['run'], 'A configuration is missing: --config FILE.'],
  [['forecast'], 'A query is missing: --query PROMQL.'],
  [['forecast', '--query', 'up', '--format', 'xml'], 'There is no format xml; there are table, json, csv.'],
  [['--colour'], "Unknown option '--colour'"],
])('a wrong call, %j, is answered by what is wrong and what there is', async (args, words) => {
  const { status, logged } = await call(...args);
  expect(status).toBe(2);
  expect(logged).toContain(words);
  expect(logged).toContain('presage check --config FILE');
});

test.each([
  [['--queue', 'http://hunter2@host'], '--queue must be an address such as redis:'],
  [['--queue', 'redis://host', '--shard', '1/2'], 'Either --shard or a queue'],
])('a queue that cannot be, %j, is refused and not shown', async (args, words) => {
  const { status, logged } = await call('run', '--config', file(`prometheus: { url: http://a }\n${GROUP}`), ...args);
  expect(status).toBe(2);
  expect(logged).toContain(words);
  expect(logged).not.toContain('hunter2');
});

test('a wrong file is answered by its fault alone', async () => {
  const { status, logged } = await call('check', '--config', file('prometheus: { url: http://a }\nwrong: 1'));
  expect([status, logged.split('\n').length]).toEqual([1, 1]);
  expect(logged).toMatch(/presage\.yaml:2: wrong: unknown field/);
});

test('an address with a login in it is refused, and not shown', async () => {
  const { status, logged } = await call('forecast', '--query', 'up', '--url', 'http://user:hunter2@host');
  expect(status).toBe(1);
  expect(logged).toContain('prometheus.url: must be of the form');
  expect(logged).not.toContain('hunter2');
});

test('rules are printed for Prometheus, or for Grafana over a data source', async () => {
  const name = file(`prometheus: { url: http://a }\n${GROUP}`);
  expect((await call('rules', '--config', name)).printed).toContain('- alert: PresageForecast');
  const { printed } = await call('rules', '--config', name, '--format', 'grafana', '--datasource', 'mimir');
  expect(printed).toContain('datasourceUid: mimir');
});

test('covariates and a network for all series, which the runner does not have, are told', async () => {
  const name = file(
    'prometheus: { url: http://127.0.0.1:9 }\n' +
      'groups: [{ name: g, queries: [{ name: q, expr: up, options: { covariates: B, networkFor: panel } }, { name: r, expr: up }] }]'
  );
  const { logged } = await call('check', '--config', name);
  expect(logged).toContain('g/q: the runner asks for one query at a time: its LSTM sees no covariates');
  expect(logged).toContain('g/q: the runner trains a network for each series');
  expect(logged).not.toContain('g/r: the runner');
});
