import fc from 'fast-check';
import { parseVariableQuery, type VariableQuestion, writeVariableQuery } from './variableQuery';

test.each<[string, VariableQuestion | undefined]>([
  ['label_names()', { kind: 'label-names', metrics: '' }],
  ['label_names( up|down )', { kind: 'label-names', metrics: 'up|down' }],
  ['label_values(job)', { kind: 'label-values', label: 'job', match: '' }],
  [' label_values(up, job) ', { kind: 'label-values', label: 'job', match: 'up' }],
  ['label_values(up{a="x,y", b=~"(z)"}, job)', { kind: 'label-values', label: 'job', match: 'up{a="x,y", b=~"(z)"}' }],
  [
    'label_values({"http.server", a="b"}, "service.name")',
    { kind: 'label-values', label: 'service.name', match: '{"http.server", a="b"}' },
  ],
  ['label_values(\n  up,\n  "job"\n)', { kind: 'label-values', label: 'job', match: 'up' }],
  ['label_values (up,job)', { kind: 'label-values', label: 'job', match: 'up' }],
  ['label_values( , job)', { kind: 'label-values', label: 'job', match: '' }],
  [
    'label_values($metric{a=~"$b"}, ${label:raw})',
    { kind: 'label-values', label: '${label:raw}', match: '$metric{a=~"$b"}' },
  ],
  ['label_values()', undefined],
  ['metrics(.*)', { kind: 'metrics', pattern: '.*' }],
  ['metrics()', { kind: 'metrics', pattern: '' }],
  ['metrics((a|b)_total$)', { kind: 'metrics', pattern: '(a|b)_total$' }],
  ['metrics_total', { kind: 'series', match: 'metrics_total' }],
  ['query_result( )', undefined],
  [
    'query_result(topk(5, sum(rate(x[1h])) by (job)))',
    { kind: 'query-result', expr: 'topk(5, sum(rate(x[1h])) by (job))' },
  ],
  ['up{job="a"}', { kind: 'series', match: 'up{job="a"}' }],
  ['  ', undefined],
])('%s', (text, question) => {
  expect(parseVariableQuery(text)).toEqual(question);
});

const word = fc.stringMatching(/^[a-z_][a-z0-9_]{0,8}$/);
const selector = fc.oneof(
  fc.constant(''),
  word,
  word.map((name) => `up{${name}=~"a,(b)"}`)
);
const question: fc.Arbitrary<VariableQuestion> = fc.oneof(
  fc.record({ kind: fc.constant('label-names' as const), metrics: selector }),
  fc.record({
    kind: fc.constant('label-values' as const),
    label: fc.oneof(word, fc.constantFrom('a.b', '$x', '${x:raw}')),
    match: selector,
  }),
  fc.record({ kind: fc.constant('metrics' as const), pattern: fc.constantFrom('', '.*', '(a|b)', '^x{2,3}$') }),
  fc.record({ kind: fc.constant('query-result' as const), expr: fc.constantFrom('up', 'topk(3, sum by (a) (b))') })
);

test('a question that is written reads as itself', () => {
  fc.assert(fc.property(question, (one) => expect(parseVariableQuery(writeVariableQuery(one))).toEqual(one)));
});

test('a question that lacks something is not written', () => {
  expect(writeVariableQuery({ kind: 'label-values', label: '', match: 'up' })).toBe('');
  expect(writeVariableQuery({ kind: 'query-result', expr: '' })).toBe('');
});

test.each([
  ['label_values(' + ', '.repeat(20_000)],
  ['label_values(' + 'a,'.repeat(20_000) + '('],
  ['label_values(' + '${'.repeat(20_000)],
  ['metrics(' + '('.repeat(50_000)],
  ['query_result(' + ' '.repeat(50_000)],
  ['label_names' + ' '.repeat(50_000)],
])('a hostile text is read in time: %#', (text) => {
  const start = performance.now();
  parseVariableQuery(text);
  expect(performance.now() - start).toBeLessThan(2_000);
});
