import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React, { useState } from 'react';
import { type PrometheusDatasource } from './datasource';
import { VariableQueryEditor } from './editors';
import { type PromVariableQuery } from './types';

// Typing key by key is slow where the machine is busy.
jest.setTimeout(120_000);

// The text field that stands where the editor cannot be loaded.
jest.mock('./editors/promql/createEditor', () => {
  throw new Error('refused');
});

const find = jest.fn(async (_query: string, _options: object) =>
  ['instance', 'job'].map((text) => ({ text, value: text }))
);

beforeEach(() => {
  // jsdom measures nothing.
  const context = { measureText: () => ({ width: 10 }) };
  HTMLCanvasElement.prototype.getContext = jest.fn(() => context) as never;
  const observer = { observe() {}, disconnect() {}, unobserve() {} };
  window.IntersectionObserver = jest.fn(() => observer) as never;
  find.mockClear();
});

function setUp(stored: unknown) {
  const seen: PromVariableQuery[] = [];
  const onRunQuery = jest.fn();
  const datasource = { client: { get: async () => ({ data: [] }) }, metricFindQuery: find };
  function Host() {
    const [query, setQuery] = useState(stored as PromVariableQuery);
    const onChange = (next: PromVariableQuery) => {
      seen.push(next);
      setQuery(next);
    };
    return (
      <VariableQueryEditor
        {...{ datasource: datasource as unknown as PrometheusDatasource, query, onChange, onRunQuery }}
      />
    );
  }
  render(<Host />);
  return { seen, onRunQuery, choose: (name: string) => userEvent.click(screen.getByRole('radio', { name })) };
}

test.each([
  ['label_names(node_.*)', 'Label names', 'Metric regex', 'node_.*'],
  ['label_values(up{job="a"}, instance)', 'Label values', 'PromQL expression', 'up{job="a"}'],
  ['label_values(instance)', 'Label values', 'Label', 'instance'],
  ['metrics(.*)', 'Metrics', 'Metric regex', '.*'],
  ['query_result(topk(5, up))', 'Query result', 'PromQL expression', 'topk(5, up)'],
  ['up{job="$job"}', 'Series', 'PromQL expression', 'up{job="$job"}'],
  [undefined, 'Label values', 'Label', ''],
])('%s is a form', (query, type, field, value) => {
  const { seen } = setUp(query && { refId: 'v', query });
  expect(screen.getByRole('radio', { name: type })).toBeChecked();
  expect(screen.getByLabelText(field)).toHaveValue(value);
  expect(seen).toEqual([]);
});

test('a label is chosen among those of the series, and stored as the stock data source reads it', async () => {
  const { seen, onRunQuery } = setUp({ refId: 'v', query: '' });
  await userEvent.type(screen.getByLabelText('PromQL expression'), 'up');
  await userEvent.tab();
  expect(seen).toEqual([]);
  await userEvent.type(screen.getByLabelText('Label'), 'job');
  await waitFor(() => expect(find).toHaveBeenLastCalledWith('label_names(^(?:up)$)', expect.anything()));
  await userEvent.keyboard('{ArrowDown}{Enter}');
  expect(seen).toEqual([{ refId: 'v', query: 'label_values(up, job)' }]);
  expect(onRunQuery).toHaveBeenCalledTimes(1);
});

test('another type is another query once nothing lacks in it', async () => {
  const { seen, choose } = setUp({ refId: 'v', query: 'label_values(up, job)' });
  await choose('Query result');
  expect(seen).toEqual([]);
  await userEvent.type(screen.getByLabelText('PromQL expression'), 'sum(up)');
  await userEvent.tab();
  expect(seen.at(-1)?.query).toBe('query_result(sum(up))');
  await choose('Metrics');
  expect(seen.at(-1)?.query).toBe('metrics()');
  await userEvent.type(screen.getByLabelText('Metric regex'), '_total${Enter}');
  expect(seen.at(-1)?.query).toBe('metrics(_total$)');
});

test('a bare text of an old dashboard is read, and becomes an object when it is changed', async () => {
  const { seen, choose } = setUp('label_values(job)');
  expect(screen.getByLabelText('Label')).toHaveValue('job');
  await choose('Text');
  const field = screen.getByLabelText('Variable query');
  expect(field).toHaveValue('label_values(job)');
  await userEvent.clear(field);
  await userEvent.type(field, 'metrics(up){Enter}');
  expect(seen).toEqual([{ refId: 'variable', query: 'metrics(up)' }]);
  await choose('Metrics');
  await waitFor(() => expect(screen.getByLabelText('Metric regex')).toHaveValue('up'));
});
