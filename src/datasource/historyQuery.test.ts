import 'fake-indexeddb/auto';
import { dateTime } from '@grafana/data';
import { lastValueFrom, toArray } from 'rxjs';
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

beforeEach(() => {
  setVariables();
  jest.spyOn(Date, 'now').mockReturnValue(end);
});
afterEach(() => jest.restoreAllMocks());

let expressions = 0;
/** An expression that no other test has asked. */
const fresh = () => `up_${++expressions}`;
const month = { from: dateTime(end - 30 * 24 * hour), to: dateTime(end), raw: { from: '', to: '' } };
const stats = (frame: { meta?: { stats?: Array<{ displayName?: string; value?: unknown }> } }) =>
  Object.fromEntries((frame.meta?.stats ?? []).map(({ displayName, value }) => [displayName, value]));

test('the history of a second panel asks for nothing, has the same frames, and the inspector says so', async () => {
  const sent = serve(countingServer);
  const datasource = createDatasource();
  const question = request([{ expr: fresh(), history: true }], { range: month, intervalMs: 60_000 });
  const first = await lastValueFrom(datasource.query(question));
  const asked = sent.length;
  expect(asked).toBeLessThanOrEqual(5);
  const second = await run(question, datasource);
  expect(sent).toHaveLength(asked);
  expect(second.data[0].fields).toEqual(first.data[0].fields);
  expect(second.data[0].fields[0].values).toHaveLength(43_201);
  expect(stats(first.data[0])).toMatchObject({ 'Points fetched': 43_201, 'Points from the cache': 0, Requests: asked });
  expect(stats(second.data[0])).toMatchObject({ 'Points fetched': 0, 'Points from the cache': 43_201, Requests: 0 });
  expect(stats(first.data[0])['Bytes fetched']).toBeGreaterThan(500_000);
});

test('what a user sees is asked anew, unless the settings say otherwise, and tells what histories cost', async () => {
  const sent = serve(countingServer);
  const expr = fresh();
  const datasource = createDatasource();
  await run(request([{ expr, history: true }]), datasource);
  const { data } = await run(request([{ expr }]), datasource);
  expect(sent).toHaveLength(2);
  expect(stats(data[0])).toMatchObject({ Points: 241, 'Histories on this page: points fetched': 241 });
  const caching = createDatasource({ incrementalQuerying: true });
  await run(request([{ expr }]), caching);
  expect(sent).toHaveLength(2);
});

test('another step, expression, parameter or epoch of the settings is another history', async () => {
  const sent = serve(countingServer);
  const expr = fresh();
  const question = (more: object = {}) => request([{ expr, history: true, ...more }]);
  await run(question());
  await run(question({ interval: '1m' }));
  await run(question({ expr: fresh() }));
  await run(question(), createDatasource({ customQueryParameters: 'dedup=true' }));
  await run(question(), createDatasource({ historyEpoch: 1 }));
  expect(sent).toHaveLength(5);
  expect(sent[3].params.get('dedup')).toBe('true');
});

test('an answer that depends on what comes later is never kept', async () => {
  const sent = serve(countingServer);
  const question = request([{ expr: `${fresh()} offset -1h`, history: true }]);
  await run(question);
  await run(question);
  expect(sent).toHaveLength(2);
});

test('custom parameters cannot replace what the query says', async () => {
  const sent = serve(countingServer);
  await run(request([{ expr: 'up' }]), createDatasource({ customQueryParameters: 'query=evil&step=1&a=b' }));
  expect(Object.fromEntries(sent[0].params)).toMatchObject({ query: 'up', step: '15', a: 'b' });
});

test('a custom parameter that is there twice is sent twice', async () => {
  const sent = serve(countingServer);
  const customQueryParameters = 'extra_label=a%3Db&extra_label=c%3Dd&dedup=true';
  await run(request([{ expr: 'up' }]), createDatasource({ customQueryParameters }));
  expect(sent[0].params.getAll('extra_label')).toEqual(['a=b', 'c=d']);
  expect(sent[0].params.get('dedup')).toBe('true');
});

test('a history in several pieces tells our panel what share has come, and its answer is the last', async () => {
  serve(countingServer);
  const question = request([{ expr: fresh(), history: true }], { range: month, intervalMs: 60_000 });
  const all = await lastValueFrom(createDatasource().query(question).pipe(toArray()));
  const shares = all.slice(0, -1).map(({ data }) => data[0].meta.custom.presageHistoryShare);
  expect(shares).toEqual(shares.map((_, i) => (i + 1) / (shares.length + 1)));
  expect(shares.length).toBeGreaterThan(2);
  expect(all.map(({ state }) => state)).toEqual([...shares.map(() => 'Loading'), 'Done']);
  expect(all.at(-1)?.data[0].fields[0].values).toHaveLength(43_201);
});
