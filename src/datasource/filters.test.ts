import { countingServer, createDatasource, request, run, serve, setVariables } from '../testing/datasourceKit';

beforeEach(() => setVariables());

const filters = [{ key: 'env', operator: '=', value: 'prod' }];

test('a dashboard’s filters stand in each selector, after its variables', async () => {
  const sent = serve(countingServer);
  await run(request([{ expr: 'rate(x{job="$job"}[1m]) / y' }], { filters }));
  expect(sent[0].params.get('query')).toBe('rate(x{env="prod", job="web"}[1m]) / y{env="prod"}');
});

test('a query that the filters cannot be written into is not sent: it would show what they hide', async () => {
  const sent = serve(countingServer);
  const { data, errors } = await run(request([{ expr: 'up default 0' }], { filters }));
  expect([sent.length, data.length]).toEqual([0, 0]);
  expect(errors?.[0].message).toMatch(/filters cannot be written into this query/);
});

test('in Explore they come with the query, once', async () => {
  const sent = serve(countingServer);
  const datasource = createDatasource();
  const [query] = datasource.interpolateVariablesInQueries([{ refId: 'A', expr: 'up' }], {}, filters);
  await run(request([query]), datasource);
  expect(sent[0].params.get('query')).toBe('up{env="prod"}');
});

test('their keys and values are the labels of the server', async () => {
  const sent = serve(() => ({ body: { status: 'success', data: ['a'] } }));
  const datasource = createDatasource();
  expect(await datasource.getTagKeys()).toEqual([{ text: 'a', value: 'a' }]);
  expect(await datasource.getTagValues({ key: 'env' })).toEqual([{ text: 'a', value: 'a' }]);
  expect(sent.map(({ path }) => path)).toEqual(['api/v1/labels', 'api/v1/label/env/values']);
});
