import 'fake-indexeddb/auto';
import { type DataQueryResponse, type DataSourceApi } from '@grafana/data';
import { type DataSourceSrv, setDataSourceSrv } from '@grafana/runtime';
import fc from 'fast-check';
import { of } from 'rxjs';
import { createDatasource, request, run, serve, setVariables } from '../testing/datasourceKit';
import { type Reply } from '../testing/fakeBackend';

beforeEach(() => setVariables());

/** Words of an engine's own errors, which help nobody who reads a dashboard. */
const raw =
  /undefined|is not (a function|iterable)|cannot read|unexpected (token|end)|in JSON|\[object|TypeError|SyntaxError|RangeError|NaN/i;

let asked = 0;
/** One of each kind of question that a dashboard asks; an expression is new each time, so that no cache answers. */
async function askAll(datasource = createDatasource()): Promise<string[]> {
  const expr = `up_${++asked}`;
  const kinds = [
    {},
    { instant: true, range: false },
    { range: true, instant: true, format: 'table' as const },
    { format: 'heatmap' as const },
    { history: true },
    { queryType: 'forecast', forecast: { history: '2h', step: '5m' } },
  ];
  const answers = await Promise.all(kinds.map((kind) => run(request([{ expr, ...kind }]), datasource)));
  const errors = answers.flatMap(({ data, errors: said }) => {
    expect(Array.isArray(data)).toBe(true);
    return (said ?? []).map(({ message }) => message ?? '');
  });
  const variables = ['label_names()', 'label_values(job)', 'metrics(.*)', 'query_result(up)', 'up'];
  const failures = await Promise.all(
    variables.map((query) =>
      datasource.metricFindQuery(query).then(
        (values) => expect(values.every(({ text }) => typeof text === 'string')).toBe(true),
        (error: Error) => error.message
      )
    )
  );
  const { message } = await datasource.testDatasource();
  return [...errors, ...failures.filter((one) => typeof one === 'string'), message];
}

const envelope =
  '{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"a":"b"},"values":[[1,"2"]]}]}}';
const wrong: Array<[string, Reply]> = [
  ['a page', { body: '<!DOCTYPE html><html><body>Sign in</body></html>' }],
  ['an empty body', { body: '' }],
  ['no body, as with 204', { body: undefined }],
  ['null', { body: null }],
  ['a number', { body: '7' }],
  ['a list', { body: '[]' }],
  ['success without data', { body: { status: 'success' } }],
  ['success of null', { body: { status: 'success', data: null } }],
  ['success of text', { body: { status: 'success', data: 'up' } }],
  ['an error without a word', { body: { status: 'error' } }],
  ['an error that is an object', { body: { status: 'error', error: { a: 1 }, errorType: 7 } }],
  ['502 with a page', { fail: { status: 502, data: '<html>Bad Gateway</html>' } }],
  ['500 with half an answer', { fail: { status: 500, data: envelope.slice(0, 30) } }],
  ['500 with an object', { fail: { status: 500, data: { message: { a: 1 }, error: 7 } } }],
  ['422 without a word', { fail: { status: 422 } }],
];

test.each(wrong)('%s is told in sentences, never in words of the browser', async (_, reply) => {
  serve(() => reply);
  for (const sentence of await askAll()) {
    expect(sentence).not.toMatch(raw);
    expect(sentence).toMatch(/^\S.{8,}/);
  }
});

test('an answer that ends anywhere is told in sentences', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: envelope.length - 1 }), async (end) => {
      serve(() => ({ body: envelope.slice(0, end) }));
      const sentences = await askAll();
      expect(sentences.length).toBeGreaterThan(5);
      sentences.forEach((sentence) => expect(sentence).not.toMatch(raw));
    }),
    { numRuns: 25 }
  );
});

const part = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom('matrix', 'vector', [[1, '2']], [1, '2'], {}));
const body = fc.record(
  {
    status: fc.constantFrom<unknown>('success', 'error', 'ok', 1),
    data: fc.oneof(
      part,
      fc.record(
        {
          resultType: fc.constantFrom<unknown>('matrix', 'vector', 'scalar', 'string', 'streams', null),
          result: fc.oneof(
            part,
            fc.array(
              fc.record(
                { metric: part, values: part, value: part, histograms: part, histogram: part },
                { requiredKeys: [] }
              )
            )
          ),
        },
        { requiredKeys: [] }
      )
    ),
    error: part,
    errorType: part,
    warnings: part,
    infos: part,
    isPartial: part,
  },
  { requiredKeys: [] }
);

test('JSON of any form is data, no data or a sentence', async () => {
  await fc.assert(
    fc.asyncProperty(body, fc.boolean(), async (answer, fails) => {
      serve(() => (fails ? { fail: { status: 400, data: answer } } : { body: JSON.stringify(answer) }));
      // What the server itself says is quoted, whatever it is.
      const own = fails || answer.status === 'error';
      (await askAll()).forEach((sentence) => own || expect(sentence).not.toMatch(raw));
    }),
    { numRuns: 60 }
  );
});

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['no frames', {}],
  ['frames that are none', { data: [null, {}, { fields: [{}] }, { fields: [{ type: 'number', values: [1] }] }] }],
  ['an error without a word', { data: [], errors: [{}] }],
])('another data source that answers with %s is told in sentences', async (_, response) => {
  const other = {
    uid: 'o',
    type: 'prometheus',
    query: () => of(response as DataQueryResponse),
    getResource: async () => response,
  } as unknown as DataSourceApi;
  setDataSourceSrv({ get: async () => other } as unknown as DataSourceSrv);
  for (const sentence of await askAll(createDatasource({ throughUid: 'o' }))) {
    expect(sentence).not.toMatch(raw);
  }
});
