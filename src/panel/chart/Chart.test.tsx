import { createTheme } from '@grafana/data';
import { TooltipDisplayMode } from '@grafana/schema';
import { act, fireEvent, render, screen } from '@testing-library/react';
import fc from 'fast-check';
import React from 'react';
import type uPlot from 'uplot';
import { frameOf, HOUR, resultOf, T0, withDisplay } from '../../testing/panelFixtures';
import { readSeries } from '../frames/frames';
import { Chart } from './Chart';
import { buildConfig } from './config';
import { buildChartModel } from './model';
import { testIds } from '../testIds';
import { drawnOf } from '../../testing/testModel';

// Runs on every version of `@grafana/ui` from the floor up (jest.config.js), each with its own `UPlotChart`.

beforeAll(() => {
  const context = new Proxy<Record<string | symbol, unknown>>(
    {},
    { get: (own, name) => (name in own ? own[name] : () => ({ width: 10 })), set: Reflect.set }
  );
  HTMLCanvasElement.prototype.getContext = (() => context) as never;
  globalThis.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
  globalThis.Path2D = class {
    moveTo() {}
    lineTo() {}
    rect() {}
    arc() {}
  } as never;
});

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

describe('a tooltip of eight series', () => {
  const AT = T0 + 20 * HOUR;
  const drawn = Array.from({ length: 8 }, (_, i) => {
    const frame = frameOf(new Array<number>(24).fill(10 * (i + 1)), { labels: { pod: `pod-${i + 1}` } });
    const [live] = readSeries([withDisplay(frame)]);
    return drawnOf({ live, result: undefined, color: '#00ff00', forecastColor: '#0000ff' });
  });
  const model = buildChartModel(drawn, range, NaN, []);

  /** The chart with the cursor at a value. */
  async function hover(mode: TooltipDisplayMode, value: number) {
    const config = buildConfig(model, theme, 'utc', mode);
    let u: uPlot | undefined;
    config.addHook('init', (plot) => (u = plot));
    const tooltip = { mode } as never;
    render(
      <Chart
        {...{ model, config, tooltip, width: 900, height: 600, timeZone: 'utc', onChangeTimeRange: () => undefined }}
      />
    );
    u!.over.getBoundingClientRect = () =>
      ({ left: 0, top: 0, width: u!.bbox.width, height: u!.bbox.height }) as DOMRect;
    u!.syncRect(true);
    const at = { clientX: u!.valToPos(AT, 'x'), clientY: u!.valToPos(value, drawn[0].scaleKey) };
    await act(async () => {
      fireEvent.mouseMove(u!.over, at);
      await new Promise((resolve) => setTimeout(resolve, 150));
    });
    const click = () =>
      act(async () => {
        fireEvent.mouseDown(u!.over, at);
        fireEvent.mouseUp(document, at);
        fireEvent.click(u!.over, at);
        await new Promise((resolve) => setTimeout(resolve, 50));
      });
    return { click };
  }
  const shown = () => screen.queryByTestId(testIds.tooltip);
  const isPinned = () => screen.queryByRole('button', { name: /close/i }) !== null;
  const settle = () => act(() => new Promise((resolve) => setTimeout(resolve, 150)));

  it('begins with the series nearest to the cursor', async () => {
    await hover(TooltipDisplayMode.Multi, 52);
    const names = screen.getAllByRole('term').map(({ textContent }) => textContent?.match(/pod-(\d)/)?.[1]);
    expect(names).toEqual(['5', '6', '4', '7', '3', '8', '2', '1']);
  });

  it.each([
    ['a click elsewhere', () => fireEvent.mouseDown(document.body)],
    ['Escape', () => fireEvent.keyDown(document.body, { key: 'Escape' })],
  ])('is pinned by a click far from any series, stays while it is scrolled, and goes with %s', async (_, leave) => {
    const { click } = await hover(TooltipDisplayMode.Multi, 85);
    expect(isPinned()).toBe(false);
    await click();
    expect(isPinned()).toBe(true);
    fireEvent.mouseDown(shown()!);
    fireEvent.scroll(shown()!);
    await settle();
    expect(isPinned()).toBe(true);
    leave();
    await settle();
    expect(shown()).toBeNull();
  });
});
