import { cleanup, render, screen } from '@testing-library/react';
import React from 'react';
import { describeReason, RequestFailure } from './api';
import { PrometheusClient } from './api/client';
import { describeFailure } from './api/failure';
import { checkHealth } from './api/health';
import { readText } from './api/readText';
import { type PrometheusDatasource } from './datasource';
import { QueryEditor } from './editors/QueryEditor';
import { QueryEditorHelp } from './editors/QueryEditorHelp';
import { VariableQueryEditor } from './editors/VariableQueryEditor';
import { addFilters } from './query/addFilters';
import { statistics } from './query/statistics';
import { noFigures } from './history/historyReader';
import { inChinese } from '../testing/chinese';
import { fakeBackend, success } from '../testing/fakeBackend';

jest.mock('./editors/promql/createEditor', () => {
  throw new Error('refused');
});

inChinese();

const datasource = { client: {} } as PrometheusDatasource;
const nothing = () => {};

test('a failure says what and what to do', () => {
  expect(describeFailure({ kind: 'timed-out', limit: 30 })).toBe(
    'Prometheus 未及时响应：Grafana 在 30 秒后放弃等待。' +
      '请检查 Prometheus 是否过载；如果是查询太慢，请缩短时间范围、增大步长，或在数据源设置中延长超时时间。'
  );
});

test('what was found stands in the sentence in the same language', () => {
  const found = { english: 'the text "{{text}}"', values: { text: 'go {{away}}' } };
  expect(new RequestFailure({ kind: 'not-prometheus', status: 200, found }).message).toMatch(
    /不是 Prometheus 的响应（200，文本“go {{away}}”）。/
  );
});

test('an answer that is too large says of what it has too much', () => {
  const limits = { megabytes: 1, series: 0, points: 9, 'megabytes of labels': 1 };
  expect(() => readText('"metric":{}', limits)).toThrow('返回结果有 1 条序列，超过浏览器的承受上限 0。');
});

test('Prometheus’ own words stay as they are', () => {
  expect(describeFailure({ kind: 'prometheus', errorType: 'bad_data', error: 'parse error' })).toBe(
    'bad_data: parse error'
  );
});

test('a mistake of ours names who made it', () => {
  expect(describeReason(new TypeError('x is undefined'))).toBe(
    'Presage 处理此响应时出错（x is undefined）。请重新运行查询；如果再次失败，请报告该查询和这段文字。'
  );
});

test('the health check is one line of sentences', async () => {
  const { backend } = fakeBackend(({ path }) =>
    path.endsWith('/query')
      ? success({ resultType: 'scalar', result: [1, '2'] })
      : path.endsWith('/buildinfo')
        ? success({ version: '2.42.0' })
        : success(Array.from({ length: 1234 }, (_, i) => `m${i}`))
  );
  expect(await checkHealth(new PrometheusClient(() => backend, '/proxy', 'POST'))).toEqual({
    status: 'success',
    message: 'Prometheus 2.42.0 响应正常。共有 1,234 个指标。可以查询 30 天的历史数据。',
  });
});

test('a refusal of a filter has its reason in the sentence', () => {
  expect(() => addFilters('up', [{ key: 'job', operator: '>', value: 'a' }])).toThrow(
    '无法将仪表板的筛选条件写入此查询：Prometheus 的标签没有运算符 >。请选择 =、!=、=~、!~。'
  );
});

test('the inspector’s figures', () => {
  const answer = { columns: [], warnings: [], infos: [], figures: { ...noFigures } };
  expect(statistics(answer, noFigures).map(({ displayName }) => displayName)).toEqual([
    '序列',
    '数据点',
    '请求数',
    '获取的数据点',
    '来自缓存的数据点',
    '获取的字节数',
    '来自缓存的字节数',
  ]);
});

test('the fields of a forecast query, those of the option table among them', () => {
  const query = { refId: 'A', expr: '', queryType: 'forecast' };
  render(<QueryEditor {...{ datasource, query, onChange: nothing, onRunQuery: nothing }} />);
  for (const label of ['图例', '最小步长', '预测时长', '历史数据', '步长', '预测带置信水平', '同时预测的序列数']) {
    expect(screen.getByLabelText(label)).toBeInTheDocument();
  }
  expect(screen.getAllByRole('radio').map(({ parentElement }) => parentElement?.textContent)).toEqual(
    expect.arrayContaining(['范围', '即时', '两者', '预测', '序列', '距越限的时间'])
  );
  expect(screen.getByLabelText('PromQL 表达式')).toHaveAttribute(
    'placeholder',
    'PromQL，例如 rate(http_requests_total[$__rate_interval])。按 Shift+Enter 运行。'
  );
  cleanup();
});

test('the editor of a variable, and the help of a query', () => {
  const query = { refId: 'A', query: 'metrics(up)' };
  render(<VariableQueryEditor {...{ datasource, query, onChange: nothing, onRunQuery: nothing }} />);
  expect(screen.getByLabelText('指标正则表达式')).toHaveValue('up');
  cleanup();
  render(<QueryEditorHelp {...{ datasource, query: { refId: 'A', expr: '' }, onClickExample: nothing }} />);
  expect(screen.getByLabelText('使用此查询：内存泄漏')).toHaveTextContent('process_resident_memory_bytes{job="$job"}');
});
