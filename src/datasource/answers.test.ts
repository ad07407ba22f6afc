import { dateTime } from '@grafana/data';
import {
  countingServer,
  createDatasource,
  end,
  hour,
  request,
  run,
  serve,
  setVariables,
} from '../testing/datasourceKit';
import { type Reply, success } from '../testing/fakeBackend';

beforeEach(() => setVariables());

describe('an answer that lacks something', () => {
  test.each<[string, unknown]>([
    ['no data', null],
    ['no result', { resultType: 'matrix', result: null }],
    ['no type', {}],
    ['a vector without a result', { resultType: 'vector', result: null }],
    ['a scalar without a sample', { resultType: 'scalar', result: null }],
    ['a string without a sample', { resultType: 'string', result: null }],
    ['a list with holes', { resultType: 'matrix', result: [null] }],
  ])('%s is no data', async (_, body) => {
    serve(() => success(body));
    for (const kind of [{ range: true }, { instant: true, range: false }]) {
      const { data, errors } = await run(request([{ expr: 'up', ...kind }]));
      expect(errors).toBeUndefined();
      expect(data.map(({ length }) => length)).toEqual([0]);
    }
  });

  test('a series without labels is one', async () => {
    serve(() => success({ resultType: 'matrix', result: [{ values: [[end / 1000, '3']] }] }));
    const { data } = await run(request([{ expr: 'up' }]));
    expect(data[0].fields[1].values).toEqual([3]);
    serve(() => success({ resultType: 'vector', result: [{ metric: null, value: [end / 1000, '4'] }] }));
    expect((await run(request([{ expr: 'up', instant: true, range: false }]))).data[0].fields[1].values).toEqual([4]);
  });

  test('values that are null or missing are gaps, not zeros, and numbers are what they are', async () => {
    const values = [[1, null], [2, '2'], [3], [4, 4], null, [null, '5']];
    serve(() => success({ resultType: 'matrix', result: [{ metric: {}, values }] }));
    const { data } = await run(request([{ expr: 'up' }]));
    expect(data[0].fields[0].values).toEqual([1000, 2000, 3000, 4000]);
    expect(data[0].fields[1].values).toEqual([NaN, 2, NaN, 4]);
  });

  test.each([null, [null, 3], {}])('%j gives a variable no values', async (body) => {
    serve(() => success(body));
    const datasource = createDatasource();
    for (const query of ['label_names()', 'label_values(job)', 'metrics(.*)', 'query_result(up)', 'up']) {
      expect(await datasource.metricFindQuery(query)).toEqual([]);
    }
  });
});

describe('a POST that is refused', () => {
  const refusals: Array<[string, Reply]> = [
    ['403 with a page', { fail: { status: 403, data: '<html>Forbidden</html>' } }],
    ['403 without a word', { fail: { status: 403, data: '' } }],
    [
      '403 as Prometheus writes errors',
      { fail: { status: 403, data: { status: 'error', error: 'method not allowed' } } },
    ],
    ['403 of Grafana', { fail: { status: 403, data: { message: 'Access denied' } } }],
    ['405 as Prometheus writes errors', { fail: { status: 405, data: { status: 'error', error: 'POST' } } }],
  ];

  test.each(refusals)('with %s is asked by GET', async (_, refusal) => {
    const sent = serve((one) => (one.method === 'POST' ? refusal : countingServer(one)));
    const datasource = createDatasource();
    expect((await run(request([{ expr: 'up' }]), datasource)).errors).toBeUndefined();
    await run(request([{ expr: 'up' }]), datasource);
    expect(sent.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET']);
  });

  test('as GET is: the login is what is wrong, and POST is tried again', async () => {
    const sent = serve(() => ({ fail: { status: 403, data: 'Forbidden' } }));
    const datasource = createDatasource();
    expect((await run(request([{ expr: 'up' }]), datasource)).errors?.[0].message).toMatch(/refused the login/);
    await run(request([{ expr: 'up' }]), datasource);
    expect(sent.map(({ method }) => method)).toEqual(['POST', 'GET', 'POST', 'GET']);
  });

  test.each([400, 422, 500, 503])('is not what %d says', async (status) => {
    const sent = serve(() => ({ fail: { status, data: 'no' } }));
    await run(request([{ expr: 'up' }]));
    expect(sent.map(({ method }) => method)).toEqual(['POST']);
  });
});

describe('a partial answer', () => {
  const matrix = { resultType: 'matrix', result: [] };
  test.each<[string, Reply]>([
    ['beside the data', success(matrix, { isPartial: true })],
    ['in the data', success({ ...matrix, isPartial: true })],
  ])('that says so %s has a notice', async (_, reply) => {
    serve(() => reply);
    const { data } = await run(request([{ expr: 'up' }]));
    expect(data[0].meta.notices).toMatchObject([{ severity: 'warning', text: expect.stringContaining('partial') }]);
  });

  test('of one chunk is told once, and a whole one has no notice', async () => {
    const sent = serve((one) => {
      const { body } = countingServer(one) as { body: object };
      return { body: { ...body, isPartial: sent.length < 3 } };
    });
    const range = { from: dateTime(end - 30 * 24 * hour), to: dateTime(end), raw: { from: '', to: '' } };
    const { data } = await run(request([{ expr: 'up' }], { range, intervalMs: 60_000 }));
    expect(sent).toHaveLength(4);
    expect(data[0].meta.notices).toHaveLength(1);
    serve(() => success(matrix, { isPartial: false }));
    expect((await run(request([{ expr: 'up' }]))).data[0].meta.notices).toBeUndefined();
  });
});

describe('variables inside PromQL', () => {
  const ask = async (expr: string, more = {}) => {
    const sent = serve(countingServer);
    await run(request([{ expr }], more));
    return sent.map(({ params }) => params.get('query'));
  };

  test('a value with a quote and a backslash is escaped where it is a string', async () => {
    setVariables({ path: { text: '', value: 'C:\\"x"' } });
    expect(await ask('up{path="$path"}')).toEqual(['up{path="C:\\\\\\"x\\""}']);
  });

  test('a value that is a variable of time has its value', async () => {
    setVariables({ window: { text: '', value: '$__rate_interval' } });
    expect(await ask('rate(x[$window])')).toEqual(['rate(x[60s])']);
  });

  test('each piece of a long range has the ends of the whole', async () => {
    const range = { from: dateTime(end - 30 * 24 * hour), to: dateTime(end), raw: { from: '', to: '' } };
    const asked = await ask('x - x @ start() + x @ end()', { range, intervalMs: 60_000 });
    expect(new Set(asked)).toEqual(new Set(['x - x @ 1697407980 + x @ 1699999980']));
    expect(asked).toHaveLength(4);
  });
});

describe('an instant query', () => {
  const vector = success({ resultType: 'vector', result: [{ metric: {}, value: [end / 1000, '4'] }] });
  const timeOf = async (from: number, to: number) => {
    const sent = serve(() => vector);
    const range = { from: dateTime(from), to: dateTime(to), raw: { from: '', to: '' } };
    await run(request([{ expr: 'up', instant: true, range: false }], { range }));
    return Number(sent[0].params.get('time'));
  };

  test.each([
    ['of a range that ends later today', -2 * hour, 3 * hour],
    ['of a range that lies ahead', hour, 3 * hour],
    ['of a range that ends next year', -hour, 365 * 24 * hour],
  ])('%s asks at now', async (_, from, to) => {
    const now = Date.now();
    expect(Math.abs((await timeOf(now + from, now + to)) - now / 1000)).toBeLessThan(60);
  });

  test('of a range in the past asks at its end', async () => {
    expect(await timeOf(end - hour, end)).toBe(end / 1000);
  });
});
