import { checkHealth } from '../src/datasource/api/health';
import { PrometheusClient } from '../src/datasource/api/client';
import { createChunkStore } from '../src/datasource/history/chunkStore';
import { HistoryReader } from '../src/datasource/history/historyReader';
import { Lane } from '../src/datasource/history/lane';
import { wait } from '../src/datasource/history/patiently';
import { type RangeSource, fetchRange } from '../src/datasource/query/fetchRange';
import { findValues } from '../src/datasource/query/findValues';
import { parseVariableQuery } from '../src/datasource/query/variableQuery';
import { straightBackend } from './tools/straightBackend';
import type { Running } from './workbench/server/http';
import {
  hasVictoriaMetrics,
  importSeries,
  type ImportedSeries,
  startVictoriaMetrics,
} from './workbench/prometheus/victoriaMetrics';
import { TEST_ANCHOR } from './workbench/scenarios';

// Frames are not what is asked for here, and their package is made for browsers.
jest.mock('@grafana/data', () => ({}));

const STEP = 60;
const DAYS = 30;
const END = TEST_ANCHOR / 1000;
const POINTS = (DAYS * 86_400) / STEP + 1;
const month = { start: END - DAYS * 86_400, end: END, step: STEP };

function series(job: string): ImportedSeries {
  const timestamps = Array.from({ length: POINTS }, (_, i) => (month.start + i * STEP) * 1000);
  return { metric: { __name__: 'disk', job }, timestamps, values: timestamps.map((_, i) => (i % 977) / 8) };
}

let server: Running;
const against = hasVictoriaMetrics() ? describe : describe.skip;

function setUp() {
  const sent: string[] = [];
  const client = new PrometheusClient(() => straightBackend(sent), server.url, 'POST');
  const lane = new Lane();
  const clock = { now: TEST_ANCHOR };
  const history = new HistoryReader({ store: createChunkStore(), lane, now: () => clock.now, wait, late: 600_000 });
  const entryOf = (expr: string) => ({ source: 'v', key: expr, limit: 0 });
  const source: RangeSource = { client, lane, history, entryOf, params: {} };
  return { sent, client, clock, source };
}

against('VictoriaMetrics', () => {
  beforeAll(async () => {
    server = await startVictoriaMetrics();
    await importSeries(server, [series('a'), series('<img src=x onerror=alert(1)>')]);
  }, 60_000);
  afterAll(() => server.stop());

  test('30 days at 60 s through the cache are what was stored, and asked for once', async () => {
    const { sent, source, clock } = setUp();
    const { columns } = await fetchRange(source, 'disk{job="a"}', month, true, {});
    const { timestamps, values } = series('a');
    expect(columns).toEqual([{ metric: { __name__: 'disk', job: 'a' }, times: timestamps, values }]);
    expect(sent).toHaveLength(5);
    await fetchRange(source, 'disk{job="a"}', month, true, {});
    expect(sent).toHaveLength(5);
    clock.now += 60_000;
    const later = { ...month, start: month.start + STEP, end: month.end + STEP };
    const { figures } = await fetchRange(source, 'disk{job="a"}', later, true, {});
    expect(figures).toMatchObject({ requests: 1, fetchedPoints: 11, reusedPoints: POINTS - 11 });
  });

  test('the same in one request is refused, with its own words', async () => {
    const { client } = setUp();
    const params = { query: 'disk', start: `${month.start}`, end: `${month.end}`, step: '1' };
    await expect(client.query('api/v1/query_range', params)).rejects.toThrow(/too many points for the given step=/);
  });

  test('names, labels and values are found; a hostile one is the text that was stored', async () => {
    const { client } = setUp();
    const find = async (query: string) =>
      (await findValues(client, parseVariableQuery(query)!, month)).map(({ text }) => text);
    expect(await find('label_values(disk, job)')).toEqual(['<img src=x onerror=alert(1)>', 'a']);
    expect(await find('label_names()')).toEqual(['__name__', 'job']);
    expect(await find('metrics(di.*)')).toEqual(['disk']);
  });

  test('the health check names no version, and says what of a history there is', async () => {
    const { message, status } = await checkHealth(setUp().client);
    expect(status).toBe('success');
    expect(message).toMatch(/^A server with the Prometheus API answers\. It has 1 metrics\..* history of 30 d/);
  });

  test('what it cannot read is told in its words', async () => {
    const { source } = setUp();
    await expect(fetchRange(source, 'disk{', month, false, {})).rejects.toThrow(/cannot parse|missing|unparsed|error/i);
  });
});
