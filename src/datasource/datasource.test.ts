import { CoreApp, dateTime, type Field, LoadingState } from '@grafana/data';
import { firstValueFrom, lastValueFrom } from 'rxjs';
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
import { type Reply, type SentRequest, success } from '../testing/fakeBackend';
import { type PromQuery } from './types';

beforeEach(() => setVariables());

describe('a range query', () => {
  test('is one aligned POST through the proxy', async () => {
    const sent = serve(countingServer);
    const { data, state } = await run(request([{ expr: 'up' }]));
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      method: 'POST',
      path: 'api/v1/query_range',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      requestId: 'Q1-A',
      showErrorAlert: false,
      abortSignal: expect.any(AbortSignal),
    });
    expect(Object.fromEntries(sent[0].params)).toEqual({
      query: 'up',
      start: '1699996395',
      end: '1699999995',
      step: '15',
    });
    expect(state).toBe(LoadingState.Done);
    expect(data[0].fields[1]).toMatchObject({ labels: { __name__: 'up', job: 'a' } });
    expect(data[0].length).toBe(241);
  });

  test('over 11,000 points is fetched in chunks, one after the other, and joined without a seam', async () => {
    let mostAtOnce = 0;
    const sent = serve((request) => {
      mostAtOnce = Math.max(mostAtOnce, sent.filter(({ state }) => state === 'running').length);
      return countingServer(request);
    });
    const range = { from: dateTime(end - 30 * 24 * hour), to: dateTime(end), raw: { from: '', to: '' } };
    const { data } = await run(request([{ expr: 'up' }], { range, intervalMs: 60_000 }));
    expect(sent.map(({ params }) => (Number(params.get('end')) - Number(params.get('start'))) / 60 + 1)).toEqual([
      11_000, 11_000, 11_000, 10_201,
    ]);
    expect(mostAtOnce).toBe(1);
    expect(data).toHaveLength(1);
    const times: number[] = data[0].fields[0].values;
    expect(times).toHaveLength(43_201);
    expect(times.every((time, i) => i === 0 || time - times[i - 1] === 60_000)).toBe(true);
  });

  test('a step of seconds over years is refused before anything is sent', async () => {
    const sent = serve(countingServer);
    const range = { from: dateTime(0), to: dateTime(end), raw: { from: '', to: '' } };
    const { errors } = await run(request([{ expr: 'up' }], { range }));
    expect(sent).toHaveLength(0);
    expect(errors?.[0].message).toMatch(/^invalid step; .* are over 550,000: 15s/);
  });

  test('a minimum step that is none is told, not ignored', async () => {
    const sent = serve(countingServer);
    const { errors } = await run(request([{ expr: 'up', interval: 'soon' }]));
    expect(sent).toHaveLength(0);
    expect(errors?.[0].message).toBe('invalid minimum step; not a duration such as 15s: soon');
  });

  test('variables of time and of the dashboard are replaced, in the legend and the step too', async () => {
    const sent = serve(countingServer);
    const { data } = await run(
      request([
        {
          expr: 'rate(x{job="$job"}[$__rate_interval]) + $__interval_ms + $__range_s',
          interval: '$step',
          legendFormat: '$job {{job}}',
        },
      ])
    );
    // Step 120 s from the query, so the rate needs max(120 + 120, 4 * 120).
    expect(sent[0].params.get('query')).toBe('rate(x{job="web"}[480s]) + 120000 + 3600');
    expect(sent[0].params.get('step')).toBe('120');
    expect(data[0].fields[1].config.displayNameFromDS).toBe('web a');
  });

  test("the rate interval follows the data source's scrape interval", async () => {
    const sent = serve(countingServer);
    await run(request([{ expr: 'rate(x[$__rate_interval])' }]), createDatasource({ timeInterval: '1m' }));
    expect(sent[0].params.get('query')).toBe('rate(x[240s])');
  });

  test('stays out of the inspector where its caller says so', async () => {
    const sent = serve(countingServer);
    await run(request([{ expr: 'up' }], { hideFromInspector: true }));
    expect(sent[0].hideFromInspector).toBe(true);
  });

  test('the time limit is sent along', async () => {
    const sent = serve(countingServer);
    await run(request([{ expr: 'up' }]), createDatasource({ queryTimeout: '45s' }));
    expect(sent[0].params.get('timeout')).toBe('45s');
  });
});

describe('instant queries', () => {
  const vector = success({ resultType: 'vector', result: [{ metric: { job: 'a' }, value: [1_700_000_000, '4'] }] });

  test('ask once, at the end of the range', async () => {
    const sent = serve(() => vector);
    const { data } = await run(request([{ expr: 'up', instant: true, range: false }]));
    expect(sent.map(({ path }) => path)).toEqual(['api/v1/query']);
    expect(sent[0].params.get('time')).toBe('1700000000');
    expect(data[0].fields[1].values).toEqual([4]);
  });

  test('both kinds of one query come together', async () => {
    serve((request) => (request.path.endsWith('query_range') ? countingServer(request) : vector));
    const { data } = await run(request([{ expr: 'up', instant: true, range: true }]));
    expect(data.map(({ meta }) => meta.custom.resultType)).toEqual(['matrix', 'vector']);
    expect(data.map(({ refId }) => refId)).toEqual(['A', 'A']);
  });
});

describe('which queries run', () => {
  test('hidden and empty ones do not', async () => {
    const sent = serve(countingServer);
    const response = await run(request([{ expr: 'up', hide: true }, { expr: '  ' }, {}]));
    expect(sent).toHaveLength(0);
    expect(response).toEqual({ data: [], state: LoadingState.Done });
  });
});

describe('failures', () => {
  test('one bad query does not blank the others', async () => {
    serve((request) =>
      request.params.get('query') === 'bad('
        ? { fail: { status: 400, data: { status: 'error', errorType: 'bad_data', error: 'parse error' } } }
        : countingServer(request)
    );
    const response = await run(request([{ expr: 'up' }, { expr: 'bad(' }, { expr: 'down' }]));
    expect(response.data.map(({ refId }) => refId)).toEqual(['A', 'C']);
    expect(response.errors).toEqual([{ refId: 'B', message: 'bad_data: parse error' }]);
    expect(response.state).toBe(LoadingState.Error);
  });

  test.each<[string, Reply, RegExp]>([
    ['malformed JSON', { body: '{"status":"succ' }, /not as Prometheus does \(200, the text "\{"status":"succ"\)/],
    ['an HTML page', { body: '<!DOCTYPE html>' }, /an HTML page/],
    ['JSON of another form', { body: { hello: 1 } }, /JSON of another form/],
    ['an empty body', { body: '' }, /an empty answer/],
    ['an error with status 200', { body: { status: 'error', errorType: 'internal', error: 'x' } }, /^internal: x$/],
    ['refused login', { fail: { status: 400, data: 'Authentication to data source failed' } }, /refused the login/],
    ['500', { fail: { status: 500, statusText: 'Internal Server Error', data: '' } }, /500: Internal Server Error/],
    ['connection refused', { fail: { status: 502, data: '' } }, /could not connect/],
  ])('%s is told in a sentence', async (_, reply, sentence) => {
    serve(() => reply);
    const { data, errors } = await run(request([{ expr: 'up' }]));
    expect(data).toEqual([]);
    expect(errors?.[0].message).toMatch(sentence);
  });

  test('a data source without a URL says so', async () => {
    serve(countingServer);
    const { errors } = await run(request([{ expr: 'up' }]), createDatasource({}, ''));
    expect(errors?.[0].message).toMatch(/has no URL/);
  });

  test('a failed chunk fails the query: half a history would mislead', async () => {
    const sent = serve((request) => (sent.length === 2 ? { fail: { status: 504 } } : countingServer(request)));
    const range = { from: dateTime(end - 30 * 24 * hour), to: dateTime(end), raw: { from: '', to: '' } };
    const { data, errors } = await run(request([{ expr: 'up' }], { range, intervalMs: 60_000 }));
    expect(sent).toHaveLength(2);
    expect(data).toEqual([]);
    expect(errors?.[0].message).toMatch(/did not answer in time/);
  });

  test('an empty result is no error, and warnings come through', async () => {
    serve(() => success({ resultType: 'matrix', result: [] }, { warnings: ['store gateway down'] }));
    const { data, errors } = await run(request([{ expr: 'up' }]));
    expect(errors).toBeUndefined();
    expect(data[0].meta.notices).toEqual([{ severity: 'warning', text: 'store gateway down' }]);
  });
});

describe('the method', () => {
  test('falls back to GET where POST is refused, and remembers', async () => {
    const sent = serve((request) =>
      request.method === 'POST' ? { fail: { status: 405, data: 'Method Not Allowed' } } : countingServer(request)
    );
    const datasource = createDatasource();
    expect((await run(request([{ expr: 'up' }]), datasource)).errors).toBeUndefined();
    await run(request([{ expr: 'up' }]), datasource);
    expect(sent.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET']);
    expect(sent[1].params.get('query')).toBe('up');
  });

  test('does not fall back where GET fails as well', async () => {
    const sent = serve(() => ({ fail: { status: 501, data: '<html>' } }));
    const { errors } = await run(request([{ expr: 'up' }]));
    expect(sent.map(({ method }) => method)).toEqual(['POST', 'GET']);
    expect(errors?.[0].message).toMatch(/501, an HTML page/);
  });

  test('is GET where the settings say so', async () => {
    const sent = serve(countingServer);
    await run(request([{ expr: 'up' }]), createDatasource({ httpMethod: 'GET' }));
    expect(sent.map(({ method }) => method)).toEqual(['GET']);
  });
});

describe('cancellation', () => {
  test('leaving aborts what is under way and sends no further chunk', async () => {
    const sent = serve(() => 'never');
    const range = { from: dateTime(end - 30 * 24 * hour), to: dateTime(end), raw: { from: '', to: '' } };
    const emitted = jest.fn();
    const subscription = createDatasource()
      .query(request([{ expr: 'up' }], { range, intervalMs: 60_000 }))
      .subscribe(emitted);
    expect(sent).toHaveLength(1);
    subscription.unsubscribe();
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(sent).toHaveLength(1);
    expect(sent[0].state).toBe('abandoned');
    expect(sent[0].abortSignal?.aborted).toBe(true);
    expect(emitted).not.toHaveBeenCalled();
  });

  test('a request that a newer one replaced ends without an answer of its own', async () => {
    serve(() => ({ fail: { status: -1, data: null, cancelled: true } as { status: number } }));
    const outcome = lastValueFrom(createDatasource().query(request([{ expr: 'up' }])), { defaultValue: 'nothing' });
    await expect(outcome).resolves.toBe('nothing');
  });
});

describe('dashboard variables', () => {
  test('are asked over the time range, with other variables replaced', async () => {
    const sent = serve(() => success(['a', 'b']));
    const { range } = request([]);
    const values = await createDatasource().metricFindQuery('label_values(up{job="$job"}, instance)', { range });
    expect(values).toEqual([
      { text: 'a', value: 'a' },
      { text: 'b', value: 'b' },
    ]);
    expect(sent[0]).toMatchObject({ method: 'GET', path: 'api/v1/label/instance/values' });
    expect(Object.fromEntries(sent[0].params)).toEqual({
      start: '1699996400',
      end: '1700000000',
      'match[]': 'up{job="web"}',
    });
  });

  test('come through the support class too, as an object or as a bare text', async () => {
    serve(() => success(['a']));
    const { variables } = createDatasource();
    const target = { refId: 'v', query: 'label_values(job)' };
    const options = request([]) as unknown as Parameters<typeof variables.query>[0];
    for (const targets of [[target], ['label_values(job)' as unknown as typeof target]]) {
      const { data } = await firstValueFrom(variables.query({ ...options, targets }));
      expect(data).toEqual([{ text: 'a', value: 'a' }]);
    }
  });

  test('a failure reaches the one who asked', async () => {
    serve(() => ({ fail: { status: 502 } }));
    await expect(createDatasource().metricFindQuery('label_names()')).rejects.toThrow(/could not connect/);
  });
});

test('queries leave with their variables replaced', () => {
  const [query] = createDatasource().interpolateVariablesInQueries(
    [{ refId: 'A', expr: 'up{job="$job"}', interval: '$step' }],
    {}
  );
  expect(query).toMatchObject({ expr: 'up{job="web"}', interval: '2m', datasource: { uid: 'p' } });
});

describe('exemplars', () => {
  const exemplars = [
    {
      seriesLabels: { __name__: 'up_bucket', le: '1' },
      exemplars: [
        { labels: { trace_id: 'a1' }, value: '0.4', timestamp: end / 1000 - 900 },
        { labels: { trace_id: 'b2' }, value: '0.9', timestamp: end / 1000 - 60 },
      ],
    },
  ];
  const server = (sent: SentRequest): Reply =>
    sent.path === 'api/v1/query_exemplars' ? success(exemplars) : countingServer(sent);

  test('are asked for over the range of the query, as a frame beside the annotations', async () => {
    const sent = serve(server);
    const { data, errors } = await run(request([{ expr: 'up{job="$job"}', exemplar: true }]));
    expect(errors).toBeUndefined();
    expect(sent.map(({ path }) => path)).toEqual(['api/v1/query_range', 'api/v1/query_exemplars']);
    const [range, beside] = sent.map(({ params }) => Object.fromEntries(params));
    expect(beside).toEqual({ query: 'up{job="web"}', start: range.start, end: range.end });
    expect(sent[1].requestId).not.toBe(sent[0].requestId);
    const [series, found] = data;
    expect(series.meta.dataTopic).toBeUndefined();
    expect(found).toMatchObject({
      ...{ name: 'exemplar', refId: 'A', length: 2 },
      meta: { dataTopic: 'annotations', custom: { resultType: 'exemplar' } },
    });
    const values = Object.fromEntries(found.fields.map(({ name, values }: Field) => [name, values]));
    expect(values).toEqual({
      ...{ Time: [end - 900_000, end - 60_000], Value: [0.4, 0.9] },
      ...{ __name__: ['up_bucket', 'up_bucket'], le: ['1', '1'], trace_id: ['a1', 'b2'] },
    });
  });

  test('lead to their traces as the settings say', async () => {
    serve(server);
    const url = 'https://traces/${__value.raw}';
    const settings = { exemplarTraceIdDestinations: [{ name: 'trace_id', url, urlDisplayLabel: 'Trace' }] };
    const { data } = await run(request([{ expr: 'up', exemplar: true }]), createDatasource(settings));
    const links = (name: string) => data[1].fields.find((field: Field) => field.name === name).config.links;
    expect(links('trace_id')).toEqual([{ title: 'Trace', url, targetBlank: true }]);
    expect(links('le')).toBeUndefined();
  });

  test.each([
    ['a query that does not say so', {}],
    ['a history', { exemplar: true, history: true }],
    ['the end of the range alone', { exemplar: true, range: false, instant: true }],
  ])('are not asked for with %s', async (_, query) => {
    const sent = serve((one) =>
      one.path === 'api/v1/query' ? success({ resultType: 'vector', result: [] }) : server(one)
    );
    await run(request([{ expr: 'up', ...query }]));
    expect(sent.map(({ path }) => path)).not.toContain('api/v1/query_exemplars');
  });

  test('that fail leave the series, and the frame says why', async () => {
    serve((sent) =>
      sent.path === 'api/v1/query_exemplars' ? { fail: { status: 404, data: 'no such page' } } : server(sent)
    );
    const { data, errors } = await run(request([{ expr: 'up', exemplar: true }]));
    expect(errors).toBeUndefined();
    expect(data).toHaveLength(1);
    expect(data[0].meta.notices).toEqual([
      { severity: 'warning', text: expect.stringMatching(/^The exemplars could not be fetched: .+404/) },
    ]);
  });

  test('other options of the stock data source are kept in the dashboard, and nothing is wrong', async () => {
    const sent = serve(countingServer);
    const stored = { expr: 'up', editorMode: 'builder', useBackend: true, fullMetaSearch: false };
    const { data, errors } = await run(request([stored as Partial<PromQuery>]));
    expect(errors).toBeUndefined();
    expect(data[0].meta.notices).toBeUndefined();
    expect(sent.map(({ path }) => path)).toEqual(['api/v1/query_range']);
    expect([...sent[0].params.keys()]).toEqual(['query', 'start', 'end', 'step']);
  });
});

test('PromQL of other data sources is kept, anything else is dropped', async () => {
  const queries = [
    { refId: 'A', expr: 'up', legendFormat: 'x' },
    { refId: 'B', rawSql: 'select 1' },
  ];
  // Deprecated, and still the only way that keeps the expression whole.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  expect(await createDatasource().importQueries(queries)).toEqual([
    { refId: 'A', expr: 'up', legendFormat: 'x', range: true, instant: false },
  ]);
});

test('a new query is a range query, and in Explore both', () => {
  expect(createDatasource().getDefaultQuery(CoreApp.PanelEditor)).toMatchObject({ range: true, instant: false });
  expect(createDatasource().getDefaultQuery(CoreApp.Explore)).toMatchObject({ range: true, instant: true });
});

test('the scrape interval is the smallest step of panels', () => {
  expect(createDatasource({ timeInterval: '30s' }).interval).toBe('30s');
  expect(createDatasource({ timeInterval: 'soon' }).interval).toBe('15s');
  expect(createDatasource().interval).toBe('15s');
});
