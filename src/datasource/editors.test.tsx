import { createDataFrame, dateTime, type DataSourceSettings, FieldType, type PanelData } from '@grafana/data';
import { type DataSourceSrv, setDataSourceSrv } from '@grafana/runtime';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React, { useState } from 'react';
import { AnnotationEditor } from './editors/AnnotationEditor';
import { ConfigEditor } from './editors/ConfigEditor';
import { type PrometheusDatasource } from './datasource';
import { historyStore } from './history';
import { QueryEditor } from './editors/QueryEditor';
import { QueryEditorHelp } from './editors/QueryEditorHelp';
import { type PromOptions, type PromQuery } from './types';

// Typing key by key is slow where the machine is busy.
jest.setTimeout(120_000);

// What these tests show is the text field that stands where the editor cannot be loaded; the editor has a browser test.
jest.mock('./editors/promql/createEditor', () => {
  throw new Error('refused');
});

const names: Record<string, unknown> = {
  'api/v1/label/__name__/values': ['up', 'disk_bytes', 'my.metric'],
  'api/v1/metadata': { disk_bytes: [{ type: 'gauge', help: 'Bytes <b>used</b>.' }] },
};
const client = {
  get: jest.fn(async (path: string, _params?: object, _options?: { signal?: AbortSignal }) => ({
    data: names[path],
    warnings: [],
    infos: [],
  })),
};
const datasource = { client } as unknown as PrometheusDatasource;

// jsdom measures nothing.
beforeEach(() => {
  HTMLCanvasElement.prototype.getContext = jest.fn(() => ({ measureText: () => ({ width: 10 }) })) as never;
});

describe('QueryEditor', () => {
  function setUp(query: PromQuery = { refId: 'A', expr: 'up' }) {
    const onChange = jest.fn();
    const onRunQuery = jest.fn();
    render(<QueryEditor {...{ datasource, query, onChange, onRunQuery }} />);
    return { onChange, onRunQuery, field: screen.getByLabelText('PromQL expression') };
  }

  test('the expression runs on Ctrl+Enter, with what was typed', async () => {
    const { field, onChange, onRunQuery } = setUp();
    await userEvent.type(field, ' == 0');
    expect(onRunQuery).not.toHaveBeenCalled();
    fireEvent.keyDown(field, { key: 'Enter', ctrlKey: true });
    expect(onChange).toHaveBeenCalledWith({ refId: 'A', expr: 'up == 0' });
    expect(onRunQuery).toHaveBeenCalledTimes(1);
  });

  test('exemplars are asked for by a switch, off by default, which instant queries and forecasts do not have', async () => {
    const { onChange, onRunQuery } = setUp();
    const toggle = screen.getByRole('switch', { name: 'Exemplars' });
    expect(toggle).not.toBeChecked();
    fireEvent.click(toggle);
    expect(onChange).toHaveBeenCalledWith({ refId: 'A', expr: 'up', exemplar: true });
    expect(onRunQuery).toHaveBeenCalledTimes(1);
    cleanup();
    setUp({ refId: 'A', expr: 'up', instant: true });
    expect(screen.queryByRole('switch', { name: 'Exemplars' })).toBeNull();
    cleanup();
    setUp({ refId: 'A', expr: 'up', queryType: 'forecast' });
    expect(screen.queryByRole('switch', { name: 'Exemplars' })).toBeNull();
  });

  test('Enter alone is a new line', async () => {
    const { field, onRunQuery } = setUp();
    await userEvent.type(field, '{Enter}');
    expect(field).toHaveValue('up\n');
    expect(onRunQuery).not.toHaveBeenCalled();
  });

  test('the expression runs when the field is left, and only where it changed', async () => {
    const { field, onChange, onRunQuery } = setUp();
    await userEvent.click(field);
    await userEvent.tab();
    expect(onRunQuery).not.toHaveBeenCalled();
    await userEvent.type(field, '2');
    await userEvent.tab();
    expect(onChange).toHaveBeenCalledWith({ refId: 'A', expr: 'up2' });
  });

  test('Ctrl+Enter on an unchanged expression runs it again', () => {
    const { field, onChange, onRunQuery } = setUp();
    fireEvent.keyDown(field, { key: 'Enter', metaKey: true });
    expect(onChange).not.toHaveBeenCalled();
    expect(onRunQuery).toHaveBeenCalledTimes(1);
  });

  test('Shift+Enter runs, too', () => {
    const { field, onRunQuery } = setUp();
    fireEvent.keyDown(field, { key: 'Enter', shiftKey: true });
    expect(onRunQuery).toHaveBeenCalledTimes(1);
  });

  test('what the editor asked for ends with it', async () => {
    let signal: AbortSignal | undefined;
    client.get.mockImplementationOnce((_path: string, _params?: object, options?: { signal?: AbortSignal }) => {
      signal = options?.signal;
      return new Promise(() => {});
    });
    setUp();
    await userEvent.click(screen.getByRole('button', { name: 'Metrics' }));
    expect(signal?.aborted).toBe(false);
    cleanup();
    expect(signal?.aborted).toBe(true);
  });

  test('the format is a table or a heatmap where one is chosen', async () => {
    const { onChange } = setUp();
    await userEvent.click(screen.getByRole('radio', { name: 'Table' }));
    expect(onChange).toHaveBeenLastCalledWith({ refId: 'A', expr: 'up', format: 'table' });
  });

  test('a forecast has the options of the panel, and a time to its thresholds', async () => {
    const { onChange } = setUp({ refId: 'A', expr: 'up', queryType: 'forecast', forecast: { output: 'breaches' } });
    expect(screen.queryByRole('radio', { name: 'Table' })).toBeNull();
    await userEvent.type(screen.getByLabelText('Horizon'), '1d{Enter}');
    expect(onChange).toHaveBeenLastCalledWith(
      expect.objectContaining({ forecast: { output: 'breaches', horizon: '1d' } })
    );
    await userEvent.type(screen.getByLabelText('Thresholds'), '0.8, x, 1e3{Enter}');
    expect(onChange).toHaveBeenLastCalledWith(
      expect.objectContaining({ forecast: { output: 'breaches', thresholds: [0.8, 1000] } })
    );
    await userEvent.type(screen.getByLabelText('Series at once'), '5{Enter}');
    expect(onChange).toHaveBeenLastCalledWith(
      expect.objectContaining({ forecast: { output: 'breaches', seriesAtOnce: 5 } })
    );
    expect(screen.queryByLabelText('Resolution')).toBeNull();
    await userEvent.click(screen.getByRole('radio', { name: 'Range' }));
    expect(onChange.mock.lastCall[0]).toMatchObject({ queryType: undefined, range: true, instant: false });
  });

  test.each([
    ['at now', undefined, 0, 'set its end to now+6h'],
    ['before a long forecast is over', { horizon: '1d12h' }, 2, 'set its end to now+36h'],
    ['with the forecast', undefined, 6, undefined],
  ])('where the range ends %s', (_, forecast, hours, hint) => {
    const now = Date.parse('2026-11-03T12:00:00Z');
    const hour = 3_600_000;
    const times = [now - hour, now, now + 6 * hour];
    const frame = createDataFrame({ refId: 'A', fields: [{ name: 'time', type: FieldType.time, values: times }] });
    const to = dateTime(now + hours * hour);
    const data = { series: [frame], timeRange: { from: to, to, raw: { from: to, to } } } as unknown as PanelData;
    const query = { refId: 'A', expr: 'up', queryType: 'forecast' as const, forecast };
    render(<QueryEditor {...{ datasource, query, data, onChange: jest.fn(), onRunQuery: jest.fn() }} />);
    const said = screen.queryByText(/^Charts end with the time range/)?.textContent;
    expect(said).toEqual(hint && expect.stringContaining(hint));
  });

  test('metrics are found by name and description, shown as text, and written into the query', async () => {
    const { onChange } = setUp({ refId: 'A', expr: '' });
    await userEvent.click(screen.getByRole('button', { name: 'Metrics' }));
    expect(await screen.findByText('gauge: Bytes <b>used</b>.')).toBeVisible();
    await userEvent.type(screen.getByLabelText('Search metrics'), 'USED');
    expect(screen.queryByRole('button', { name: 'up' })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'disk_bytes' }));
    expect(onChange).toHaveBeenLastCalledWith({ refId: 'A', expr: 'disk_bytes' });
    await userEvent.click(screen.getByRole('button', { name: 'Metrics' }));
    await userEvent.click(await screen.findByRole('button', { name: 'my.metric' }));
    expect(onChange).toHaveBeenLastCalledWith({ refId: 'A', expr: '{"my.metric"}' });
  });

  test('metrics that cannot be listed say why', async () => {
    client.get.mockRejectedValueOnce(new Error('Prometheus refused the login.'));
    setUp();
    await userEvent.click(screen.getByRole('button', { name: 'Metrics' }));
    expect(await screen.findByText('Prometheus refused the login.')).toBeVisible();
  });

  test('legend and minimum step are told on Enter', async () => {
    const { onChange } = setUp();
    await userEvent.type(screen.getByLabelText('Legend'), '{{{{job}}{Enter}');
    expect(onChange).toHaveBeenLastCalledWith(expect.objectContaining({ legendFormat: '{{job}}' }));
    await userEvent.type(screen.getByLabelText('Min step'), '1m{Enter}');
    expect(onChange).toHaveBeenLastCalledWith(expect.objectContaining({ interval: '1m' }));
  });

  test('a legend is completed with the labels of what the query answered', async () => {
    const frame = (refId: string, labels: Record<string, string>) =>
      createDataFrame({ refId, fields: [{ name: 'v', type: FieldType.number, values: [1], labels }] });
    const data = { series: [frame('A', { job: 'a', instance: 'b' }), frame('B', { other: 'c' })] } as PanelData;
    const query = { refId: 'A', expr: 'up' };
    const { container } = render(
      <QueryEditor {...{ datasource, query, data, onChange: jest.fn(), onRunQuery: jest.fn() }} />
    );
    const offered = () => Array.from(container.querySelectorAll('datalist option'), (one) => one.getAttribute('value'));
    expect(offered()).toEqual(['{{instance}}', '{{job}}']);
    await userEvent.type(screen.getByLabelText('Legend'), 'of {{{{j');
    expect(offered()).toEqual(['of {{job}}']);
  });

  test('the resolution is that of the stock data source', () => {
    setUp({ refId: 'A', expr: 'up', intervalFactor: 2 });
    expect(screen.getByLabelText('Resolution')).toHaveValue('1/2');
  });

  test.each([
    ['Instant', { range: false, instant: true }],
    ['Both', { range: true, instant: true }],
  ])('%s sets the kinds of query', async (name, kinds) => {
    const { onChange } = setUp();
    expect(screen.getByRole('radio', { name: 'Range' })).toBeChecked();
    await userEvent.click(screen.getByRole('radio', { name }));
    expect(onChange).toHaveBeenLastCalledWith({ refId: 'A', expr: 'up', ...kinds });
  });

  test('running keeps the cursor in the field', async () => {
    function Host() {
      const [query, setQuery] = useState<PromQuery>({ refId: 'A', expr: 'up' });
      return <QueryEditor {...{ datasource, query, onChange: setQuery, onRunQuery: jest.fn() }} />;
    }
    render(<Host />);
    const field = screen.getByLabelText('PromQL expression');
    await userEvent.type(field, '2');
    fireEvent.keyDown(field, { key: 'Enter', ctrlKey: true });
    expect(screen.getByLabelText('PromQL expression')).toBe(field);
    expect(field).toHaveFocus();
    expect(field).toHaveValue('up2');
  });

  test('a query changed from outside is shown', () => {
    const props = { datasource, onChange: jest.fn(), onRunQuery: jest.fn() };
    const { rerender } = render(<QueryEditor {...props} query={{ refId: 'A', expr: 'up' }} />);
    rerender(<QueryEditor {...props} query={{ refId: 'A', expr: 'down' }} />);
    expect(screen.getByLabelText('PromQL expression')).toHaveValue('down');
  });

  test('two editors of a panel share no id', () => {
    const props = { datasource, onChange: jest.fn(), onRunQuery: jest.fn() };
    const { container } = render(
      <>
        <QueryEditor {...props} query={{ refId: 'A', expr: 'up' }} />
        <QueryEditor {...props} query={{ refId: 'B', expr: 'up' }} />
      </>
    );
    const ids = Array.from(container.querySelectorAll('[id]'), ({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('ConfigEditor', () => {
  const others = [
    { uid: 'own', type: 'presage-prometheus-datasource', name: 'Own', meta: { name: 'Presage' } },
    { uid: 'amp', type: 'grafana-amazonprometheus-datasource', name: 'Amazon', meta: { name: 'Amazon Prometheus' } },
    { uid: 'sql', type: 'mysql', name: 'MySQL', meta: { name: 'MySQL' } },
  ];
  beforeEach(() => {
    const getList = ({ filter }: { filter: (one: (typeof others)[0]) => boolean }) => others.filter(filter);
    setDataSourceSrv({ getList } as unknown as DataSourceSrv);
  });
  const options = {
    id: 1,
    uid: 'own',
    type: 'presage-prometheus-datasource',
    url: '',
    jsonData: {},
    secureJsonFields: {},
    readOnly: false,
  } as unknown as DataSourceSettings<PromOptions>;

  async function setUp(first = options) {
    const seen: Array<DataSourceSettings<PromOptions>> = [];
    function Page() {
      const [value, setValue] = useState(first);
      const onOptionsChange = (next: DataSourceSettings<PromOptions>) => {
        seen.push(next);
        setValue(next);
      };
      return <ConfigEditor options={value} onOptionsChange={onOptionsChange} />;
    }
    const { container } = render(<Page />);
    await screen.findByText(/MB of this data source are kept/);
    return { seen, container };
  }

  test('sets the URL, the scrape interval, the timeout and the method', async () => {
    const { seen } = await setUp();
    fireEvent.change(screen.getByPlaceholderText('http://localhost:9090'), { target: { value: 'http://p:9090' } });
    fireEvent.change(screen.getByLabelText('Scrape interval'), { target: { value: '30s' } });
    fireEvent.change(screen.getByLabelText('Query timeout'), { target: { value: '1m' } });
    fireEvent.click(screen.getByLabelText('GET'));
    expect(seen.at(-1)).toMatchObject({
      url: 'http://p:9090',
      jsonData: { timeInterval: '30s', queryTimeout: '1m', httpMethod: 'GET' },
    });
  });

  test('sets the cache, what may come late, the default step and parameters of its own', async () => {
    const { seen } = await setUp();
    const set = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
    set('Cache size', '16');
    set('Late samples', '5m');
    set('Default step', '1m');
    set('Custom query parameters', 'dedup=true');
    fireEvent.click(screen.getByLabelText('Cache range queries of dashboards'));
    expect(seen.at(-1)?.jsonData).toMatchObject({
      historyCacheMb: '16',
      incrementalQueryOverlapWindow: '5m',
      defaultStep: '1m',
      customQueryParameters: 'dedup=true',
      incrementalQuerying: true,
    });
  });

  test('what was kept of another server is not used for this one, and the cache can be emptied', async () => {
    const { seen } = await setUp();
    fireEvent.change(screen.getByPlaceholderText('http://localhost:9090'), { target: { value: 'http://p:9090' } });
    expect(seen.at(-1)?.jsonData.historyEpoch).toBeGreaterThan(0);
    const entry = { source: 'own', key: 'k', limit: 1e9 };
    const series = [{ metric: {}, at: Uint16Array.of(1), values: Float64Array.of(1) }];
    const bounds = { index: 0, from: 0, to: 1, settled: 1, fetchedAt: 0 };
    await historyStore().save(entry, [{ ...bounds, series, warnings: [], infos: [] }]);
    await userEvent.click(screen.getByRole('button', { name: 'Clear the cache' }));
    await screen.findByText(/^0.0 MB of this data source/);
    expect(await historyStore().size('own')).toBe(0);
  });

  test('what is typed while the cache is cleared stays', async () => {
    let cleared = () => {};
    jest.spyOn(historyStore(), 'clear').mockReturnValueOnce(new Promise((resolve) => (cleared = resolve)));
    const { seen } = await setUp();
    await userEvent.click(screen.getByRole('button', { name: 'Clear the cache' }));
    fireEvent.change(screen.getByLabelText('Scrape interval'), { target: { value: '30s' } });
    await act(async () => cleared());
    expect(seen.at(-1)?.jsonData.timeInterval).toBe('30s');
    expect(seen.at(-1)?.jsonData.historyEpoch).toBeGreaterThan(0);
  });

  test('another data source of Prometheus can be asked through, where there is one', async () => {
    await setUp({ ...options, jsonData: { throughUid: 'amp' } });
    expect(screen.getByLabelText('Ask through another data source')).toHaveValue('Amazon');
    setDataSourceSrv({ getList: () => [] } as unknown as DataSourceSrv);
    cleanup();
    await setUp();
    expect(screen.queryByLabelText('Ask through another data source')).toBeNull();
  });

  test('an emptied field is absent, not an empty text', async () => {
    const { seen } = await setUp({ ...options, jsonData: { timeInterval: '30s' } });
    fireEvent.change(screen.getByLabelText('Scrape interval'), { target: { value: '' } });
    expect(seen.at(-1)?.jsonData.timeInterval).toBeUndefined();
  });

  test('says what a duration looks like', async () => {
    await setUp();
    fireEvent.change(screen.getByLabelText('Scrape interval'), { target: { value: 'soon' } });
    expect(screen.getByText('Write a duration such as 15s or 1m.')).toBeInTheDocument();
  });

  test('a password goes to the secure settings alone', async () => {
    const { seen } = await setUp({ ...options, basicAuth: true, basicAuthUser: '' } as typeof options);
    fireEvent.change(screen.getByPlaceholderText('User'), { target: { value: 'sre' } });
    fireEvent.change(screen.getByPlaceholderText('Password'), { target: { value: 'hunter2' } });
    expect(seen.at(-1)).toMatchObject({ basicAuthUser: 'sre', secureJsonData: { basicAuthPassword: 'hunter2' } });
    expect(JSON.stringify(seen.at(-1)?.jsonData)).not.toContain('hunter2');
  });
});

describe('the annotation editor', () => {
  test('edits the title beside the expression', async () => {
    const annotation = { name: 'a', enable: true, iconColor: 'red' };
    const onAnnotationChange = jest.fn();
    const query = { refId: 'A', expr: 'ALERTS' };
    const shared = { datasource, query, onChange: jest.fn(), onRunQuery: jest.fn() };
    render(<AnnotationEditor {...shared} annotation={annotation} onAnnotationChange={onAnnotationChange} />);
    expect(screen.getByLabelText('PromQL expression')).toHaveValue('ALERTS');
    expect(screen.queryByLabelText('Legend')).not.toBeInTheDocument();
    await userEvent.type(screen.getByLabelText('Title'), '{{{{alertname}}{Enter}');
    expect(onAnnotationChange).toHaveBeenLastCalledWith({ ...annotation, titleFormat: '{{alertname}}' });
  });
});

test('an example of the help goes into the query', async () => {
  const onClickExample = jest.fn();
  render(<QueryEditorHelp datasource={datasource} query={{ refId: 'B', expr: '' }} onClickExample={onClickExample} />);
  await userEvent.click(screen.getByRole('button', { name: 'Use the query: Disk that fills' }));
  expect(onClickExample).toHaveBeenCalledWith({ refId: 'B', expr: expect.stringContaining('node_filesystem') });
});
