import { createTheme } from '@grafana/data';
import { TooltipDisplayMode } from '@grafana/schema';
import { render } from '@testing-library/react';
import fc from 'fast-check';
import React from 'react';
import type uPlot from 'uplot';
import { frameOf, HOUR, resultOf, T0, withDisplay } from '../../testing/panelFixtures';
import { readSeries } from '../frames/frames';
import { Chart } from './Chart';
import { buildConfig } from './config';
import { buildChartModel } from './model';
import { stubCanvas } from '../../testing/canvasKit';
import { drawnOf } from '../../testing/testModel';

// Runs on every version of `@grafana/ui` from the floor up (jest.config.js), each with its own `UPlotChart`.

beforeAll(stubCanvas);

const theme = createTheme();
const range = { from: T0, to: T0 + 48 * HOUR };

/** A model of one series whose last value tells it from others: alone, or with its forecast and bands. */
function modelOf(hasForecast: boolean, last: number) {
  const [live] = readSeries([withDisplay(frameOf([...Array.from({ length: 23 }, () => 9), last]))]);
  const result = hasForecast ? resultOf({ origin: T0 + 23 * HOUR }) : undefined;
  return buildChartModel(
    [drawnOf({ live, result, color: '#00ff00', forecastColor: '#0000ff' })],
    range,
    T0 + 23 * HOUR,
    []
  );
}

/** Configurations with the models they fit: each configuration comes with two versions of the data. */
const shapes = [false, true].map((hasForecast) => {
  const models = [9, 10].map((last) => modelOf(hasForecast, last));
  return { models, columns: models[0].columns.length };
});
const sizes = [
  { width: 0, height: 0 },
  { width: 900, height: 300 },
  { width: 900, height: 276 },
  { width: 700.5, height: 276 },
];
interface Commit {
  shape: number;
  version: number;
  size: number;
}
const commits: Commit[] = [0, 1].flatMap((shape) =>
  [0, 1].flatMap((version) => sizes.map((_, size) => ({ shape, version, size })))
);

/** A mounted chart: `show` makes one commit of everything it is given, `held` is the uPlot that stands in the page. */
function mount() {
  const alive = new Set<uPlot>();
  const configs = shapes.map(({ models }) => {
    const config = buildConfig(models[0], theme, 'utc');
    config.addHook('init', (u) => void alive.add(u));
    config.addHook('destroy', (u) => void alive.delete(u));
    return config;
  });
  const element = ({ shape, version, size }: Commit) => (
    <Chart
      {...sizes[size]}
      model={shapes[shape].models[version]}
      config={configs[shape]}
      timeZone="utc"
      tooltip={{ mode: TooltipDisplayMode.Multi } as never}
      onChangeTimeRange={() => undefined}
    />
  );
  const { rerender, unmount, container } = render(<></>);
  return { show: (commit: Commit) => rerender(element(commit)), unmount, container, held: () => [...alive] };
}

/** Shows the commits one after the other; after each uPlot holds exactly what it was given. */
function check(sequence: Commit[]) {
  const chart = mount();
  for (const commit of sequence) {
    chart.show(commit);
    const { columns, models } = shapes[commit.shape];
    const { width, height } = sizes[commit.size];
    expect(chart.container.querySelectorAll('.uplot')).toHaveLength(1);
    const [u, ...others] = chart.held();
    expect(others).toEqual([]);
    expect(u.series).toHaveLength(columns + 1);
    expect(u.data).toBe(models[commit.version].data);
    expect([u.width, u.height]).toEqual([Math.max(1, Math.floor(width)), Math.max(1, Math.floor(height))]);
  }
  chart.unmount();
  expect(chart.held()).toEqual([]);
}

it('a forecast has more columns than a live series alone', () => {
  expect(shapes.map(({ columns }) => columns)).toEqual([1, 9]);
});

it('uPlot holds the result that arrives in the commit that changes the height', () => {
  check([
    { shape: 0, version: 0, size: 1 },
    { shape: 1, version: 0, size: 2 },
  ]);
});

it('uPlot holds the data that arrive in the commit that changes the height', () => {
  check([
    { shape: 1, version: 0, size: 1 },
    { shape: 1, version: 1, size: 2 },
  ]);
});

it.each(commits)('whatever follows configuration $shape, data $version, size $size', (first) => {
  commits.forEach((second) => check([first, second]));
});

it('whatever the order of changes, alone or together', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom(...commits), { minLength: 3, maxLength: 8 }), check), {
    numRuns: 100,
  });
});
