import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { forecastBaseline } from '../../core/fitted';
import { toSeries } from '../../core/series';
import { watchedQuery } from '../config';
import { WatchedSeries } from '../forecasts';
import { createCounters } from '../forecasts/counters';
import type { ServiceState } from './metrics';
import { serve } from './server';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 28, 12);

/** A disk that fills by one per cent in ten hours, with a threshold that it reaches in five. */
function createDisk(more: Record<string, string> = {}): WatchedSeries {
  const query = { ...watchedQuery('disk/used', 'disk', { horizon: '12h' }, [90.5, 99]), labels: { team: 'storage' } };
  const metric = { __name__: 'disk', instance: 'a"b\\c', query: 'own', ...more };
  const one = new WatchedSeries(query, 'disk{instance="a"}', metric, 60_000);
  const times = Array.from({ length: 200 }, (_, i) => NOW - (199 - i) * HOUR);
  const values = times.map((time, i) => 90 + (time - NOW) / HOUR / 10 + 0.01 * (i % 2));
  one.samples.add(times.slice(-1), values.slice(-1));
  one.shown = forecastBaseline(toSeries(times, values), query.options, [90.5, 99]);
  return one;
}
const disk = createDisk();

let server: Server | undefined;
afterEach(() => server?.close());

async function start(change: Partial<ServiceState> = {}, bearerToken?: string) {
  const counters = { ...createCounters(), answeredAt: NOW };
  const state = () => ({ series: [disk], counters, waiting: 0, now: NOW, ...change });
  server = await serve({ host: '127.0.0.1', port: 0, bearerToken }, 60, state);
  const { port } = server.address() as AddressInfo;
  return (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, init);
}

test('metrics carry the labels of the series and of its group; one that is named as ours is exported under another name', async () => {
  const ask = await start();
  const answer = await ask('/metrics');
  const text = await answer.text();
  const labels = 'instance="a\\"b\\\\c",exported_query="own",team="storage",query="disk/used"';
  expect(answer.headers.get('content-type')).toContain('text/plain');
  const valueOf = (name: string, more = '') => {
    const line = text.split('\n').find((one) => one.startsWith(`presage_${name}{${labels}${more}}`));
    return Number(line?.split(' ').at(-1));
  };
  expect(valueOf('forecast', ',lead_seconds="43200",quantile="0.5"')).toBeCloseTo(91.2, 0);
  expect(valueOf('breach_probability', ',threshold="90.5",direction="above"')).toBeGreaterThan(0.9);
  expect(valueOf('breach_seconds', ',threshold="90.5",direction="above"') / 3600).toBeCloseTo(5, -0.5);
  expect(valueOf('breach_probability', ',threshold="99",direction="above"')).toBe(0);
  expect(valueOf('breach_farthest', ',threshold="99",direction="above"')).toBeCloseTo(91.2, 0);
  expect(valueOf('breach_seconds', ',threshold="99",direction="above"')).toBeNaN();
  expect(text).toContain('threshold="99",direction="above"} +Inf');
});

test('labels whose names are of Prometheus 3 break nothing: they are exported under plain ones', async () => {
  const named = createDisk({ 'http.status': '200', größe: 'x', '': 'nameless' });
  const ask = await start({ series: [disk, named] });
  const answer = await ask('/metrics');
  expect(answer.status).toBe(200);
  const text = await answer.text();
  expect(text).toMatch(/^presage_expected\{.*http_status="200".*\} /m);
  const names = [...text.matchAll(/[{,]([^=,{}"]+)="/g)].map(([, name]) => name);
  names.forEach((name) => expect(name).toMatch(/^[a-zA-Z_][a-zA-Z0-9_]*$/));
});

test('a forecast as JSON: the columns of the frames, as long as each other, gaps as null', async () => {
  const ask = await start();
  const { data } = await (await ask('/api/v1/forecast?name=disk/used')).json();
  const [{ times, y, yhat, yhat_lower, yhat_upper, anomaly_score, breaches }] = data;
  [y, yhat, yhat_lower, yhat_upper, anomaly_score].forEach((column) => expect(column).toHaveLength(times.length));
  expect(y.at(-1)).toBeNull();
  expect(times.at(-1)).toBe(new Date(NOW + 12 * HOUR).toISOString());
  expect(breaches[0].threshold).toBe(90.5);
});

test('a name that is not there is answered by those that are', async () => {
  const ask = await start();
  const answer = await ask('/api/v1/forecast?name=disk/unused');
  expect(answer.status).toBe(404);
  expect((await answer.json()).error).toBe('No query disk/unused; there are: disk/used.');
});

test.each([
  [NaN, 503, 'Prometheus has not answered yet.'],
  [NOW - 299_000, 200, 'Prometheus last answered 299 s ago.'],
  [NOW - 301_000, 503, 'Prometheus last answered 301 s ago.'],
])('ready when Prometheus answered at %d: %d', async (answeredAt, status, words) => {
  const ask = await start({ counters: { ...createCounters(), answeredAt } });
  const answer = await ask('/ready');
  expect([answer.status, (await answer.text()).trim()]).toEqual([status, words]);
});

test('with a bearer token nothing but the health is told without it', async () => {
  const ask = await start({}, 'secret');
  const statusOf = async (path: string, token?: string) =>
    (await ask(path, token === undefined ? {} : { headers: { Authorization: `Bearer ${token}` } })).status;
  expect(await statusOf('/healthy')).toBe(200);
  expect(await statusOf('/metrics')).toBe(401);
  expect(await statusOf('/metrics', 'secreT')).toBe(401);
  expect(await statusOf('/metrics', 'secret2')).toBe(401);
  expect(await statusOf('/metrics', 'secret')).toBe(200);
});

test('other methods and paths are refused in words', async () => {
  const ask = await start();
  expect((await ask('/metrics', { method: 'POST' })).status).toBe(405);
  expect(await (await ask('/')).text()).toContain('/metrics');
});
