import {
  EventBusSrv,
  FieldType,
  LoadingState,
  toDataFrame,
  type DataQueryRequest,
  type DataSourceApi,
} from '@grafana/data';
import type * as runtime from '@grafana/runtime';
import type { DataSourceSrv, PanelDataErrorViewProps, TemplateSrv } from '@grafana/runtime';
import { PanelContextProvider } from '@grafana/ui';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import React, { type ComponentProps, type ReactElement } from 'react';
import { of } from 'rxjs';
import { forecastBaseline } from '../core/fitted/baselineForecast';
import type * as client from '../worker/page/client';
import type { ForecastClient, ForecastJob, ForecastResponse, JobState } from '../worker/protocol';
import type * as chart from './chart/Chart';
import type { Chart } from './chart/Chart';
import { measureLetters } from '../testing/canvasKit';
import { ORIGIN, panelProps, wave } from '../testing/panelProps';
import { frameOf, HOUR, resultOf, withDisplay } from '../testing/panelFixtures';
import { ForecastPanel } from './ForecastPanel';
import { testIds } from './testIds';
import type { PanelOptions } from './types';

const mockQuery = jest.fn<ReturnType<DataSourceApi['query']>, Parameters<DataSourceApi['query']>>();
const mockForecast = jest.fn<ReturnType<ForecastClient['forecast']>, Parameters<ForecastClient['forecast']>>();
const mockPrioritise = jest.fn<void, Parameters<ForecastClient['prioritise']>>();
const mockChart = jest.fn<ReactElement, [ComponentProps<typeof Chart>]>(() => <>chart</>);

jest.mock('@grafana/runtime', () => {
  const dataSource: Pick<DataSourceApi, 'query'> = { query: (request) => mockQuery(request) };
  const sources: Pick<DataSourceSrv, 'get'> = { get: async () => dataSource as DataSourceApi };
  const templates: Pick<TemplateSrv, 'replace'> = { replace: (text = '') => text };
  return {
    ...jest.requireActual<typeof runtime>('@grafana/runtime'),
    getDataSourceSrv: () => sources,
    getTemplateSrv: () => templates,
    PanelDataErrorView: ({ message = 'no data to draw' }: PanelDataErrorViewProps) => message,
  };
});
jest.mock('../worker/page/client', (): Partial<typeof client> => {
  const fake: ForecastClient = {
    forecast: (...job) => mockForecast(...job),
    prioritise: (...change) => mockPrioritise(...change),
  };
  return { forecastClient: () => fake };
});
// jsdom has no canvas: what is drawn is tested in chart/.
jest.mock('./chart/Chart', (): typeof chart => ({
  ...jest.requireActual<typeof chart>('./chart/Chart'),
  Chart: (props) => mockChart(props),
}));

const propsOf = (options: Partial<PanelOptions> = {}, series = [withDisplay(frameOf(wave(24)))]) =>
  panelProps(series, { options });

beforeEach(() => {
  measureLetters(6);
  mockQuery
    .mockReset()
    .mockImplementation(() =>
      of({ data: [frameOf(wave(240), { start: ORIGIN - 239 * HOUR })], state: LoadingState.Done })
    );
  mockForecast.mockReset().mockResolvedValue({ result: resultOf({ origin: ORIGIN }) });
});

const panel = () => screen.getByTestId(testIds.panel);

it('draws live series, fetches the history, draws a real baseline and then the worker’s forecast', async () => {
  let finish: (value: ForecastResponse) => void = () => undefined;
  mockForecast.mockReturnValue(new Promise((resolve) => (finish = resolve)));
  render(<ForecastPanel {...propsOf()} />);
  expect(screen.getByText('chart')).toBeInTheDocument();
  await waitFor(() => expect(mockForecast).toHaveBeenCalledTimes(1));
  expect(panel()).toHaveAttribute('data-source', 'seasonal-naive');
  expect(mockQuery.mock.calls[0][0].range.to.valueOf()).toBe(ORIGIN);
  const job: ForecastJob = mockForecast.mock.calls[0][0];
  expect(job.request).toMatchObject({ timeZone: 'UTC', series: { step: 3600, start: ORIGIN - 239 * HOUR } });
  await act(async () => finish({ result: resultOf({ origin: ORIGIN }) }));
  expect(panel()).toHaveAttribute('data-source', 'blend');
  expect(panel()).toHaveAttribute('data-state', 'ready');
  expect(screen.getByTestId(testIds.statusText)).toHaveTextContent('Normal');
});

it('hands the chart another model only when what is drawn is another: progress redraws nothing', async () => {
  let finish: (value: ForecastResponse) => void = () => undefined;
  mockForecast.mockReturnValue(new Promise((resolve) => (finish = resolve)));
  render(<ForecastPanel {...propsOf()} />);
  await waitFor(() => expect(mockForecast).toHaveBeenCalledTimes(1));
  const drawn = () => mockChart.mock.lastCall![0].model;
  const before = drawn();
  const tell: (state: JobState) => void = mockForecast.mock.calls[0][1];
  for (const epoch of [1, 2]) {
    const progress = { epoch, epochs: 30, trainLoss: 1, validationLoss: 1, remainingMs: 4000 };
    act(() => tell({ kind: 'training', progress, device: 'wasm' }));
    expect(screen.getByTestId(testIds.work)).toHaveTextContent(`epoch ${epoch} of 30`);
    expect(drawn()).toBe(before);
  }
  await act(async () => finish({ result: resultOf({ origin: ORIGIN }) }));
  expect(drawn()).not.toBe(before);
});

it.each([
  [true, 1],
  [false, 0],
])('offers to write annotations to whoever may: %s', async (canAdd, buttons) => {
  const context = { eventBus: new EventBusSrv(), eventsScope: '', canAddAnnotations: () => canAdd };
  render(
    <PanelContextProvider value={context}>
      <ForecastPanel {...propsOf()} />
    </PanelContextProvider>
  );
  await waitFor(() => expect(panel()).toHaveAttribute('data-state', 'ready'));
  fireEvent.click(screen.getByTestId(testIds.details));
  fireEvent.click(await screen.findByLabelText('Incidents'));
  expect(screen.getByText('Notify me here')).toBeInTheDocument();
  expect(screen.queryAllByText('Write as annotations')).toHaveLength(buttons);
});

it('trains nothing and fetches nothing in a suggestion card', async () => {
  render(<ForecastPanel {...propsOf({ preview: true })} />);
  await act(() => new Promise((resolve) => setTimeout(resolve, 20)));
  expect(mockQuery).not.toHaveBeenCalled();
  expect(mockForecast).not.toHaveBeenCalled();
  expect(screen.getByText('chart')).toBeInTheDocument();
});

it('keeps the live series when the history fails, and says why', async () => {
  mockQuery.mockImplementation(() => of({ data: [], errors: [{ message: 'connection refused' }] }));
  render(<ForecastPanel {...propsOf()} />);
  expect(await screen.findByTestId(testIds.error)).toHaveTextContent('connection refused');
  expect(screen.getByText('chart')).toBeInTheDocument();
  expect(panel()).toHaveAttribute('data-state', 'failed');
});

it('says what a short history lacks', async () => {
  mockQuery.mockImplementation(() => of({ data: [frameOf(wave(24).slice(14), { start: ORIGIN - 9 * HOUR })] }));
  render(<ForecastPanel {...propsOf()} />);
  expect(await screen.findByText(/Learning: 10 of 96 points/)).toBeInTheDocument();
  expect(mockForecast).not.toHaveBeenCalled();
});

it('shows Grafana’s view for no data, and nothing while they load', () => {
  const { rerender } = render(<ForecastPanel {...propsOf({}, [])} />);
  expect(screen.getByText('no data to draw')).toBeInTheDocument();
  const props = propsOf({}, []);
  rerender(<ForecastPanel {...props} data={{ ...props.data, state: LoadingState.Loading }} />);
  expect(screen.queryByText('no data to draw')).not.toBeInTheDocument();
});

it('keeps chart and forecast when a refresh fails, and says why', async () => {
  const { rerender } = render(<ForecastPanel {...propsOf()} />);
  await waitFor(() => expect(panel()).toHaveAttribute('data-state', 'ready'));
  const props = propsOf({}, []);
  const failed = { ...props.data, state: LoadingState.Error, errors: [{ message: 'bad gateway' }] };
  rerender(<ForecastPanel {...props} data={failed} />);
  expect(screen.getByText('chart')).toBeInTheDocument();
  expect(panel()).toHaveAttribute('data-source', 'blend');
  expect(screen.getByTestId(testIds.status)).toHaveTextContent('bad gateway');
});

it('says the same of the same samples while another query fails, and asks nothing of that one', async () => {
  const MINUTE = 60_000;
  const minutes = (from: number, to: number, step: number) => {
    const times = Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step);
    const values = times.map((time) => 50 + 10 * Math.sin(((time / HOUR) * Math.PI) / 12) + ((time / MINUTE) % 7) / 5);
    const fields = [
      { name: 'Time', type: FieldType.time, values: times },
      { name: 'Value', type: FieldType.number, values },
    ];
    return withDisplay(toDataFrame({ refId: 'A', fields }));
  };
  const exprOf = ({ targets }: DataQueryRequest) => (targets[0] as { expr?: string }).expr;
  mockQuery.mockImplementation((request) =>
    exprOf(request) === 'cpu'
      ? of({ data: [minutes(request.range.from.valueOf(), request.range.to.valueOf(), request.intervalMs)] })
      : of({ data: [], errors: [{ message: 'parse error' }] })
  );
  const seen = () => [minutes(ORIGIN - 6 * HOUR, ORIGIN, MINUTE)];
  const props = panelProps(seen(), {
    target: { expr: 'cpu', datasource: { uid: 'prom' } },
  });
  const { rerender } = render(<ForecastPanel {...props} />);
  await waitFor(() => expect(panel()).toHaveAttribute('data-state', 'ready'));
  const drawn = () => mockChart.mock.lastCall![0].model.series[0].result!;
  await waitFor(() => expect(drawn().seen?.coverage.count).toBeGreaterThan(300));
  const before = drawn();
  const request = { ...props.data.request!, targets: [{ ...props.data.request!.targets[0], expr: 'cpu{' }] };
  const failed = {
    ...props.data,
    request,
    series: [],
    state: LoadingState.Error,
    errors: [{ message: 'parse error' }],
  };
  // While it runs again Grafana shows the samples of before as other objects.
  const running = () => ({ ...props.data, request, series: seen(), state: LoadingState.Loading });
  for (const data of [running(), failed, running(), failed]) {
    rerender(<ForecastPanel {...props} data={data} />);
    await act(() => new Promise((resolve) => setTimeout(resolve, 20)));
  }
  expect(screen.getByTestId(testIds.status)).toHaveTextContent('parse error');
  expect(drawn()).toEqual(before);
  expect(mockQuery.mock.calls.filter(([asked]) => exprOf(asked) !== 'cpu')).toEqual([]);
});

it('shows why there are no data where there never were any', () => {
  const props = propsOf({}, []);
  const failed = { ...props.data, state: LoadingState.Error, errors: [{ message: 'bad gateway' }] };
  render(<ForecastPanel {...props} data={failed} />);
  expect(screen.getByText('bad gateway')).toBeInTheDocument();
});

it('gives the keyboard back to the button that opened the details', async () => {
  render(<ForecastPanel {...propsOf()} />);
  const button = await screen.findByRole('button', { name: 'Forecast details' });
  act(() => button.focus());
  fireEvent.click(button);
  const close = await screen.findByRole('button', { name: 'Close details' });
  act(() => close.focus());
  fireEvent.click(close);
  expect(button).toHaveFocus();
});

it('shows what would have been forecast earlier, calls it that, and leads back', async () => {
  render(<ForecastPanel {...propsOf()} />);
  await waitFor(() => expect(panel()).toHaveAttribute('data-state', 'ready'));
  const drawn = () => mockChart.mock.lastCall![0].model;
  const now = drawn().now;
  fireEvent.click(screen.getByRole('button', { name: 'Forecast details' }));
  fireEvent.click(await screen.findByRole('button', { name: 'What would it have said?' }));
  const slider = screen.getByRole('slider', { name: 'Origin of the past forecast' });
  mockForecast.mockImplementation(async ({ request: { series, options } }) => ({
    result: forecastBaseline(series, options, []),
  }));
  fireEvent.change(slider, { target: { value: ORIGIN - 8 * HOUR } });
  await waitFor(() => expect(drawn().series[0].result?.report.origin).toBe(ORIGIN - 8 * HOUR));
  expect(drawn().now).toBe(ORIGIN - 8 * HOUR);
  // The truth stays over it.
  expect(drawn().series[0].live.times.at(-1)).toBe(ORIGIN);
  expect(screen.getByTestId(testIds.statusText)).toHaveTextContent('Past forecast from 15:00');
  expect(screen.getByText(/^Error .*6 of 6 values within the 95 % band/)).toBeInTheDocument();
  fireEvent.click(screen.getByRole('button', { name: 'Back to now' }));
  expect(screen.getByTestId(testIds.statusText)).toHaveTextContent('Normal');
  expect(drawn().now).toBe(now);
});

it('takes a stretch of the chart out of the training by dragging, once', async () => {
  const onOptionsChange = jest.fn();
  const onChangeTimeRange = jest.fn();
  render(<ForecastPanel {...propsOf()} onOptionsChange={onOptionsChange} onChangeTimeRange={onChangeTimeRange} />);
  await waitFor(() => expect(panel()).toHaveAttribute('data-state', 'ready'));
  fireEvent.click(screen.getByRole('button', { name: 'Forecast details' }));
  fireEvent.click(await screen.findByRole('radio', { name: 'Incidents' }));
  const drag = () => act(() => mockChart.mock.lastCall![0].onChangeTimeRange({ from: ORIGIN - 9 * HOUR, to: ORIGIN }));
  drag();
  expect(onChangeTimeRange).toHaveBeenCalledTimes(1);
  fireEvent.click(screen.getByRole('button', { name: 'Exclude by dragging' }));
  expect(screen.getByRole('button', { name: 'Exclude by dragging' })).toHaveAttribute('aria-pressed', 'true');
  drag();
  expect(onOptionsChange.mock.calls).toEqual([
    [expect.objectContaining({ excludedWindows: '2026-03-05T14:00Z/2026-03-05T23:00Z' })],
  ]);
  drag();
  expect(onOptionsChange).toHaveBeenCalledTimes(1);
  expect(onChangeTimeRange).toHaveBeenCalledTimes(2);
});

it('stops training when it goes', async () => {
  mockForecast.mockReturnValue(new Promise(() => undefined));
  const { unmount } = render(<ForecastPanel {...propsOf()} />);
  await waitFor(() => expect(mockForecast).toHaveBeenCalledTimes(1));
  unmount();
  expect(mockForecast.mock.calls[0][2].aborted).toBe(true);
});
