import { PrometheusClient } from '../api/client';
import { fakeBackend, type Reply, success } from '../../testing/fakeBackend';
import { escapeLabelName, findValues } from './findValues';
import { type VariableQuestion } from './variableQuery';

async function ask(question: VariableQuestion, reply: Reply) {
  const { backend, sent } = fakeBackend(() => reply);
  const values = await findValues(new PrometheusClient(() => backend, '/proxy', 'POST'), question, {
    start: 10.5,
    end: 99.5,
  });
  return { texts: values.map(({ text }) => text), sent: sent[0] };
}

test('metrics are filtered by the server, whose expressions end in linear time, with what stands anywhere in a name', async () => {
  const { texts, sent } = await ask({ kind: 'metrics', pattern: '_to"tal$' }, success(['a_total']));
  expect(texts).toEqual(['a_total']);
  expect(sent.path).toBe('api/v1/label/__name__/values');
  expect(sent.params.get('match[]')).toBe('{__name__!="",__name__=~".*(?:_to\\"tal$).*"}');
});

test('all metrics are those that no selector bounds', async () => {
  const { sent } = await ask({ kind: 'metrics', pattern: '' }, success([]));
  expect(sent.params.has('match[]')).toBe(false);
});

test('results of a query read as the stock data source writes them, value and milliseconds', async () => {
  const result = [{ metric: { __name__: 'up', job: 'a', path: '"x"' }, value: [12.5, '1'] }];
  const { texts, sent } = await ask({ kind: 'query-result', expr: 'up' }, success({ resultType: 'vector', result }));
  expect(texts).toEqual(['up{job="a",path=""x""} 1 12500']);
  expect(sent.params.get('time')).toBe('99.5');
});

test('a selector gives its series', async () => {
  const { texts, sent } = await ask({ kind: 'series', match: 'up' }, success([{ __name__: 'up', job: 'a' }]));
  expect(texts).toEqual(['up{job="a"}']);
  expect(Object.fromEntries(sent.params)).toEqual({ start: '10', end: '100', 'match[]': 'up' });
});

test('label names of the metrics that match', async () => {
  const { texts, sent } = await ask({ kind: 'label-names', metrics: 'up' }, success(['job']));
  expect(texts).toEqual(['job']);
  expect(sent.path).toBe('api/v1/labels');
  expect(sent.params.get('match[]')).toBe('{__name__!="",__name__=~".*(?:up).*"}');
});

test.each([
  ['job', 'job'],
  ['_x9', '_x9'],
  ['service.name', 'U__service_2e_name'],
  ['a_b/ä', 'U__a__b_2f__e4_'],
])('the label %s stands in a path as %s', (name, escaped) => {
  expect(escapeLabelName(name)).toBe(escaped);
});
