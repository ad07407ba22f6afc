import {
  applyFieldOverrides,
  createTheme,
  dataFrameFromJSON,
  dataFrameToJSON,
  LoadingState,
  type DataFrame,
  type DataSourceApi,
} from '@grafana/data';
import type * as runtime from '@grafana/runtime';
import type { DataSourceSrv, TemplateSrv } from '@grafana/runtime';
import { render, screen, waitFor } from '@testing-library/react';
import React from 'react';
import { of } from 'rxjs';
import type * as client from '../../worker/page/client';
import type { ForecastClient } from '../../worker/protocol';
import type * as chart from '../chart/Chart';
import type { ChartModel } from '../chart/model';
import { measureLetters } from '../../testing/canvasKit';
import { ORIGIN, panelProps, wave } from '../../testing/panelProps';
import { frameOf, HOUR, resultOf } from '../../testing/panelFixtures';
import { ForecastPanel } from '../ForecastPanel';
import { isSnapshot } from './snapshot';
import { testIds } from '../testIds';

const mockQuery = jest.fn<ReturnType<DataSourceApi['query']>, Parameters<DataSourceApi['query']>>();
const mockForecast = jest.fn<ReturnType<ForecastClient['forecast']>, Parameters<ForecastClient['forecast']>>();
const mockDraw = jest.fn<void, [ChartModel]>();
let mockPath = '/d/uid';

jest.mock('@grafana/runtime', () => {
  const dataSource: Pick<DataSourceApi, 'query'> = { query: (request) => mockQuery(request) };
  const sources: Pick<DataSourceSrv, 'get'> = { get: async () => dataSource as DataSourceApi };
  const templates: Pick<TemplateSrv, 'replace'> = { replace: (text = '') => text };
  return {
    ...jest.requireActual<typeof runtime>('@grafana/runtime'),
    getDataSourceSrv: () => sources,
    getTemplateSrv: () => templates,
    locationService: { getLocation: () => ({ pathname: mockPath }) },
  };
});
jest.mock('../../worker/page/client', (): Partial<typeof client> => {
  const fake: ForecastClient = { forecast: (...job) => mockForecast(...job), prioritise: () => undefined };
  return { forecastClient: () => fake };
});
jest.mock('../chart/Chart', (): typeof chart => ({
  ...jest.requireActual<typeof chart>('../chart/Chart'),
  Chart: ({ model }) => {
    mockDraw(model);
    return <>chart</>;
  },
}));

/** The data of a panel: copies of its queries' frames with the field configuration applied. */
function asGrafanaHands(frames: DataFrame[], target: object, id = 1) {
  const series = applyFieldOverrides({
    data: frames,
    fieldConfig: { defaults: {}, overrides: [] },
    replaceVariables: (text) => text,
    theme: createTheme(),
  });
  return panelProps(series, { target, id });
}
const live = { datasource: { uid: 'prom' } };
const held = { datasource: { uid: 'grafana', type: 'grafana' }, queryType: 'snapshot' };

/** Grafana writes the frames of a panel's queries into a snapshot, and reads them from there. */
const snapshotOf = (frames: DataFrame[]): DataFrame[] =>
  JSON.parse(JSON.stringify(frames.map((frame) => dataFrameToJSON(frame)))).map(dataFrameFromJSON);

const drawn = () => mockDraw.mock.calls.at(-1)![0];
const panel = () => screen.getByTestId(testIds.panel);

/** The author's panel until its forecast is drawn; gives what was drawn and the snapshot of its queries' frames. */
async function author(frames: DataFrame[]) {
  const { unmount } = render(<ForecastPanel {...asGrafanaHands(frames, live)} />);
  await waitFor(() => expect(panel()).toHaveAttribute('data-state', 'ready'));
  const snapshot = snapshotOf(frames);
  const model = drawn();
  unmount();
  mockQuery.mockClear();
  mockForecast.mockClear();
  return { snapshot, model };
}

beforeEach(() => {
  measureLetters(6);
  mockPath = '/d/uid';
  mockDraw.mockReset();
  mockQuery
    .mockReset()
    .mockImplementation(() =>
      of({ data: [frameOf(wave(240), { start: ORIGIN - 239 * HOUR })], state: LoadingState.Done })
    );
  const anomaly = { start: ORIGIN - 3 * HOUR, end: ORIGIN - 2 * HOUR, direction: 'above' as const };
  const anomalies = [{ ...anomaly, peakScore: 2, peakTime: ORIGIN - 2 * HOUR, severity: 'critical' as const }];
  mockForecast.mockReset().mockResolvedValue({ result: { ...resultOf({ origin: ORIGIN }), anomalies } });
});

describe.each([
  ['frames with meta data', (): DataFrame => ({ ...frameOf(wave(24)), meta: { custom: { resultType: 'matrix' } } })],
  ['frames without', (): DataFrame => frameOf(wave(24))],
])('a snapshot of %s', (_, frame) => {
  it('shows what its author saw, asks nobody and trains nothing', async () => {
    const { snapshot, model } = await author([frame()]);
    mockPath = '/dashboard/snapshot/abc';
    render(<ForecastPanel {...asGrafanaHands(snapshot, held)} />);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(drawn().columns).toEqual(model.columns);
    expect(drawn().bands).toHaveLength(3);
    expect([...drawn().data]).toEqual([...model.data]);
    expect(drawn().series[0].result!.anomalies).toEqual(model.series[0].result!.anomalies);
    expect(drawn().now).toBe(model.now);
    expect(panel()).toHaveAttribute('data-state', 'ready');
    expect(screen.getByTestId(testIds.statusText)).toHaveTextContent('Normal');
    expect(screen.getByTestId(testIds.status)).toHaveTextContent('when this snapshot was taken');
    expect(screen.queryByTestId(testIds.retrain)).not.toBeInTheDocument();
    expect(mockQuery).not.toHaveBeenCalled();
    expect(mockForecast).not.toHaveBeenCalled();
  });

  it('has all else as it was', async () => {
    const { snapshot } = await author([frame()]);
    expect(snapshot[0].meta?.custom?.resultType).toBe(frame().meta?.custom?.resultType);
    expect(snapshot[0].fields.map(({ values: column }) => column)).toEqual(frame().fields.map((one) => one.values));
  });
});

it('a snapshot without a forecast says so, and makes none of its own', async () => {
  mockPath = '/dashboard/snapshot/abc';
  render(<ForecastPanel {...asGrafanaHands(snapshotOf([frameOf(wave(24))]), held)} />);
  expect(await screen.findByText(/This snapshot holds no forecast/)).toBeInTheDocument();
  expect(screen.getByText('chart')).toBeInTheDocument();
  expect(mockForecast).not.toHaveBeenCalled();
});

it('panels that share frames each keep their own forecast', async () => {
  const frames = [frameOf(wave(24))];
  const first = render(<ForecastPanel {...asGrafanaHands(frames, live, 1)} />);
  await waitFor(() => expect(panel()).toHaveAttribute('data-state', 'ready'));
  first.unmount();
  const other = resultOf({ origin: ORIGIN, source: 'seasonal-naive' });
  mockForecast.mockResolvedValue({ result: other });
  const second = render(<ForecastPanel {...asGrafanaHands(frames, live, 2)} />);
  await waitFor(() => expect(panel()).toHaveAttribute('data-state', 'ready'));
  second.unmount();
  const snapshot = snapshotOf(frames);
  for (const [id, source] of [
    [1, 'blend'],
    [2, 'seasonal-naive'],
  ] as const) {
    const { unmount } = render(<ForecastPanel {...asGrafanaHands(snapshot, held, id)} />);
    expect(panel()).toHaveAttribute('data-source', source);
    unmount();
  }
});

it('data that were dropped on a panel are learned from', async () => {
  render(<ForecastPanel {...asGrafanaHands([frameOf(wave(120), { start: ORIGIN - 119 * HOUR })], held)} />);
  await waitFor(() => expect(mockForecast).toHaveBeenCalled());
  expect(screen.getByTestId(testIds.status)).toHaveTextContent('visible range');
  expect(isSnapshot({ targets: [{ refId: 'A', ...held, file: {} } as never] })).toBe(false);
});
