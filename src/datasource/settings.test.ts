import { readSettings } from './settings';

test("the settings of Grafana's own Prometheus data source mean here what they mean there", () => {
  const stock = {
    httpMethod: 'GET' as const,
    timeInterval: '30s',
    queryTimeout: '45s',
    timeout: '60',
    incrementalQuerying: true,
    incrementalQueryOverlapWindow: '5m',
    customQueryParameters: 'max_source_resolution=5m&dedup=true',
    exemplarTraceIdDestinations: [{ name: 'trace_id', datasourceUid: 'tempo' }],
    // Read by nobody here.
    prometheusType: 'Thanos',
    cacheLevel: 'High',
  };
  expect(readSettings(stock)).toMatchObject({
    method: 'GET',
    scrapeInterval: '30s',
    patience: 60,
    cachesAll: true,
    lateMs: 300_000,
    traceLinks: [{ name: 'trace_id', datasourceUid: 'tempo' }],
    params: { timeout: '45s', max_source_resolution: '5m', dedup: 'true' },
  });
});

test('what an older version stored in another form, or nobody can read, is the default', () => {
  const defaults = readSettings({});
  const broken = {
    httpMethod: 'PUT',
    timeInterval: 'soon',
    queryTimeout: '',
    timeout: '',
    incrementalQueryOverlapWindow: '-1',
    historyCacheMb: 'many',
    historyEpoch: 'x',
    defaultStep: 'x',
    exemplarTraceIdDestinations: 'x',
    customQueryParameters: 'query=evil&=1',
  };
  expect(readSettings(broken as never)).toEqual(defaults);
  expect(defaults).toMatchObject({ method: 'POST', lateMs: 600_000, cacheBytes: 128 * 2 ** 20, params: {} });
});
