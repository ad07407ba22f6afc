import { createDataFrame, type DataFrame, type DataQueryRequest, FieldType } from '@grafana/data';
import { NEVER, of, throwError } from 'rxjs';
import { checkHealth } from './health';
import { type OtherSource, RelayClient } from './relayClient';

const frame = (labels: Record<string, string>, times: number[], values: Array<number | null>) =>
  createDataFrame({
    meta: { notices: [{ severity: 'warning', text: 'partial' }] },
    fields: [
      { name: 'Time', type: FieldType.time, config: {}, values: times },
      { name: 'Value', type: FieldType.number, config: {}, labels, values },
    ],
  });

function setUp(answer: OtherSource['query'], getResource?: OtherSource['getResource']) {
  const requests: DataQueryRequest[] = [];
  const query: OtherSource['query'] = (request) => {
    requests.push(request);
    return answer(request);
  };
  const client = new RelayClient(async () => ({ uid: 'amp', type: 'prometheus', query, getResource }));
  return { client, requests };
}
const range = { query: 'up', start: '60', end: '180', step: '60' };

test('a range goes the other data source’s way at the very step, and comes back as Prometheus has it', async () => {
  const { client, requests } = setUp(() =>
    of({ data: [frame({ job: 'a' }, [60_000, 120_000, 180_000], [1, null, NaN])] })
  );
  expect(await client.query('api/v1/query_range', range)).toEqual({
    data: {
      resultType: 'matrix',
      result: [
        {
          metric: { job: 'a' },
          values: [
            [60, '1'],
            [180, 'NaN'],
          ],
        },
      ],
    },
    warnings: ['partial'],
    infos: [],
  });
  const [request] = requests;
  expect(request.targets[0]).toMatchObject({ expr: 'up', interval: '60s', range: true, datasource: { uid: 'amp' } });
  expect([request.range.from.valueOf(), request.range.to.valueOf(), request.intervalMs]).toEqual([
    60_000, 180_000, 60_000,
  ]);
});

test.each<[string, OtherSource['query'], string]>([
  ['an error in the answer', () => of({ data: [], errors: [{ message: 'parse error' }] }), 'parse error'],
  ['an error of older versions', () => of(Object.assign({ data: [] }, { error: { message: 'old' } })), 'old'],
  ['a failed request', () => throwError(() => ({ data: { message: 'access denied' } })), 'access denied'],
])('%s is told', async (_, answer, message) => {
  await expect(setUp(answer).client.query('api/v1/query_range', range)).rejects.toThrow(message);
});

/** An answer whose values are nowhere: reading one is an error. */
const unread = (length: number): number[] =>
  new Proxy([], {
    get: (_, name) => {
      if (name === 'length') {
        return length;
      }
      throw new Error('an answer that is too large was read');
    },
  });

test.each<[what: string, frames: DataFrame[], sentence: RegExp]>([
  [
    'points',
    [frame({}, unread(4_000_001), unread(4_000_001))],
    /^The answer has 4,000,001 points, more than the 4,000,000 that a browser .* Raise the step, shorten the time range/,
  ],
  ['series', new Array(20_001).fill(frame({}, [0], [1])), /^The answer has 20,001 series, more than the 20,000/],
  [
    'bytes of labels',
    new Array(20).fill(frame({ job: 'x'.repeat(1e6) }, [0], [1])),
    /^The answer has 20 megabytes of labels, more than the 16/,
  ],
])('an answer of too many %s is told by its size, and nothing is made of it', async (_, data, sentence) => {
  const { client } = setUp(() => of({ data }));
  await expect(client.query('api/v1/query_range', range)).rejects.toThrow(sentence);
});

test('names and labels come by its resources; a source without any says so', async () => {
  const getResource = jest.fn(async () => ({ status: 'success', data: ['up'] }));
  const { client } = setUp(() => NEVER, getResource);
  expect((await client.get('api/v1/labels', { limit: '5', 'match[]': undefined })).data).toEqual(['up']);
  expect(getResource).toHaveBeenCalledWith('api/v1/labels', { limit: '5' });
  await expect(setUp(() => NEVER).client.get('api/v1/labels')).rejects.toMatchObject({
    detail: { kind: 'not-prometheus' },
  });
});

test('leaving ends the question', async () => {
  const abort = new AbortController();
  const { client } = setUp(() => NEVER);
  const asked = client.query('api/v1/query_range', range, { signal: abort.signal });
  setTimeout(() => abort.abort(), 0);
  await expect(asked).rejects.toMatchObject({ detail: { kind: 'cancelled' } });
});

test('a question that nobody waits for any more is not asked, whether it was left before or while its source loads', async () => {
  const query = jest.fn(() => NEVER);
  const left = AbortSignal.abort();
  const { client } = setUp(query);
  await expect(client.query('api/v1/query_range', range, { signal: left })).rejects.toMatchObject({
    detail: { kind: 'cancelled' },
  });
  const abort = new AbortController();
  const loading = new RelayClient(async () => {
    abort.abort();
    return { uid: 'amp', type: 'prometheus', query };
  });
  await expect(loading.query('api/v1/query_range', range, { signal: abort.signal })).rejects.toMatchObject({
    detail: { kind: 'cancelled' },
  });
  expect(query).not.toHaveBeenCalled();
});

test('too many requests are told as such, so that they are asked again later', async () => {
  const thrown = setUp(() => throwError(() => ({ status: 429, data: { message: 'slow down' } })));
  await expect(thrown.client.query('api/v1/query_range', range)).rejects.toMatchObject({ status: 429 });
  const answered = setUp(() => of({ data: [], errors: [{ status: 429, message: 'slow down' }] }));
  await expect(answered.client.query('api/v1/query_range', range)).rejects.toMatchObject({ status: 429 });
});

test('the health check is content with it', async () => {
  const { client } = setUp(
    () => of({ data: [frame({}, [1000], [2])] }),
    async () => ({ status: 'success', data: ['up'] })
  );
  expect(await checkHealth(client)).toMatchObject({
    status: 'success',
    message: expect.stringMatching(/It has 1 metrics/),
  });
});
