import { PrometheusClient } from './client';
import { fakeBackend, type Reply, success } from '../../testing/fakeBackend';
import { checkHealth } from './health';

type Replies = Partial<Record<'query' | 'buildinfo' | 'values', Reply>>;
const two = success({ resultType: 'scalar', result: [1, '2'] });
const build = success({ version: '2.42.0', revision: 'x' });
const names = success(Array.from({ length: 1234 }, (_, i) => `m${i}`));

function check({ query = two, buildinfo = build, values = names }: Replies, waitMs?: number) {
  const { backend, sent } = fakeBackend(({ path }) =>
    path.endsWith('/query') ? query : path.endsWith('/buildinfo') ? buildinfo : values
  );
  return { result: checkHealth(new PrometheusClient(() => backend, '/proxy', 'POST'), waitMs), sent };
}

test('names the version and counts the metrics', async () => {
  await expect(check({}).result).resolves.toEqual({
    status: 'success',
    message: 'Prometheus 2.42.0 answers. It has 1,234 metrics. A history of 30 d is answered.',
  });
});

test.each<[string, Replies, RegExp]>([
  [
    'Mimir names itself',
    { buildinfo: success({ application: 'Grafana Mimir', version: '2.15' }) },
    /^Grafana Mimir 2.15/,
  ],
  [
    'no buildinfo',
    { buildinfo: { fail: { status: 404, data: 'page not found' } } },
    /^A server with the Prometheus API/,
  ],
  ['more metrics than are counted', { values: success(Array(10_000).fill('m')) }, /at least 10,000 metrics/],
  ['no metrics', { values: success([]) }, /no metrics yet: check its scrape targets/],
  ['metrics that cannot be counted', { values: { fail: { status: 504 } } }, /could not be counted: Prometheus did not/],
])('works with less: %s', async (_, replies, message) => {
  await expect(check(replies).result).resolves.toEqual({ status: 'success', message: expect.stringMatching(message) });
});

test.each<[string, Reply, RegExp]>([
  ['wrong host or port', { fail: { status: 502, data: '' } }, /could not connect to Prometheus \(502\).*host and port/],
  [
    'refused login',
    { fail: { status: 400, data: 'Authentication to data source failed' } },
    /refused the login \(401\)/,
  ],
  ['forbidden', { fail: { status: 403, data: 'Forbidden' } }, /refused the login \(403\)/],
  ['time-out', { fail: { status: 504, data: '' } }, /did not answer in time/],
  ['a web page', { body: '<!doctype html><title>Login</title>' }, /not as Prometheus does \(200, an HTML page\)/],
  ['a server without this path', { fail: { status: 404, data: '404 page not found' } }, /not as Prometheus does \(404/],
  ['another API', { body: { version: 'influx' } }, /JSON of another form/],
  ['an API that looks alike', success({ rows: [] }), /JSON of another form/],
  [
    'an error of Prometheus',
    { fail: { status: 503, data: { status: 'error', errorType: 'unavailable', error: 'TSDB not ready' } } },
    /unavailable: TSDB not ready/,
  ],
  ['a broken server', { fail: { status: 500, statusText: 'Internal Server Error' } }, /500: Internal Server Error/],
])('tells apart: %s', async (_, query, message) => {
  const { result, sent } = check({ query });
  await expect(result).resolves.toEqual({ status: 'error', message: expect.stringMatching(message) });
  // A proxy may allow GET alone: a POST that is forbidden is tried again by it.
  const isForbidden = typeof query === 'object' && 'fail' in query && query.fail.status === 403;
  expect(sent.map(({ method }) => method)).toEqual(isForbidden ? ['POST', 'GET'] : ['POST']);
});

const daysBack = (days: number): Reply => {
  const values = [[1_699_999_200 - days * 86_400, '1']];
  return success({ resultType: 'matrix', result: [{ metric: {}, values }] });
};
const full = 'A history of 30 d is answered in full. It keeps samples for 60d.';
test.each<[string, Reply, string, Reply?]>([
  ['is whole', daysBack(30), full],
  ['is whole where `up` alone is young, as beside a back-filled history', daysBack(0), full, names],
  ['is short', daysBack(8), 'Of a history of 30 d it has 8.0 d: forecasts learn from those. It keeps samples for 60d.'],
  [
    'is refused',
    {
      fail: { status: 422, data: { status: 'error', errorType: 'execution', error: 'query length exceeds limit 7d.' } },
    },
    'A history of 30 d is refused: execution: query length exceeds limit 7d. Forecasts learn from the longest that is answered.',
  ],
])('says of the history that it %s', async (_, range, sentence, firstDay = success([])) => {
  jest.spyOn(Date, 'now').mockReturnValue(1_699_999_200_000);
  const { backend } = fakeBackend(({ path, params }) => {
    const own: Record<string, Reply> = {
      query: two,
      query_range: range,
      runtimeinfo: success({ storageRetention: '60d' }),
      values: params.has('start') ? firstDay : names,
    };
    return own[path.split('/').at(-1)!] ?? names;
  });
  const { message } = await checkHealth(new PrometheusClient(() => backend, '/proxy', 'POST'));
  jest.restoreAllMocks();
  expect(message.slice(-sentence.length)).toBe(sentence);
});

test('gives up on a server that never answers, and aborts the request', async () => {
  const { result, sent } = check({ query: 'never' }, 20);
  await expect(result).resolves.toEqual({ status: 'error', message: expect.stringMatching(/did not answer in time/) });
  expect(sent[0].state).toBe('abandoned');
});
