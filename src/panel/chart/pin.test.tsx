import { createTheme } from '@grafana/data';
import { TooltipDisplayMode } from '@grafana/schema';
import { act, fireEvent, render, screen } from '@testing-library/react';
import React from 'react';
import type uPlot from 'uplot';
import { stubCanvas } from '../../testing/canvasKit';
import { frameOf, HOUR, T0, withDisplay } from '../../testing/panelFixtures';
import { drawnOf } from '../../testing/testModel';
import { readSeries } from '../frames/frames';
import { testIds } from '../testIds';
import { Chart } from './Chart';
import { buildConfig } from './config';
import { buildChartModel } from './model';

beforeAll(() => {
  stubCanvas();
  // Grafana's own element for what floats: a click inside of it is none elsewhere.
  document.body.innerHTML = '<div id="grafana-portal-container"></div>';
});

/** Eight series at 10, 20, ... 80. */
const model = buildChartModel(
  Array.from({ length: 8 }, (_, i) => {
    const frame = frameOf(new Array<number>(24).fill(10 * (i + 1)), { labels: { pod: `pod-${i + 1}` } });
    const [live] = readSeries([withDisplay(frame)]);
    return drawnOf({ live, result: undefined, color: '#00ff00', forecastColor: '#0000ff' });
  }),
  { from: T0, to: T0 + 48 * HOUR },
  NaN
);

/** Grafana waits 100 ms before it shows or takes away. */
const RENDERED = 130;
const wait = (ms: number) => act(() => new Promise((resolve) => setTimeout(resolve, ms)));

/** The chart with the cursor at a value. */
async function hover(mode: TooltipDisplayMode, value: number) {
  const config = buildConfig(model, createTheme(), 'utc', mode);
  let u: uPlot | undefined;
  config.addHook('init', (plot) => (u = plot));
  const size = { width: 900, height: 600 };
  const tooltip = { mode } as never;
  render(<Chart {...{ model, config, tooltip, ...size, timeZone: 'utc', onChangeTimeRange: () => undefined }} />);
  await wait(0);
  const { over } = u!;
  // jsdom lays nothing out.
  over.getBoundingClientRect = () => ({ left: 0, top: 0, ...size }) as DOMRect;
  u!.syncRect(true);
  const at = { clientX: u!.valToPos(T0 + 20 * HOUR, 'x'), clientY: u!.valToPos(value, model.series[0].scaleKey) };
  fireEvent.mouseMove(over, at);
  await wait(RENDERED);
  return {
    click: async () => {
      fireEvent.mouseDown(over, at);
      fireEvent.mouseUp(document, at);
      fireEvent.click(over, at);
      await wait(RENDERED);
    },
    moveAway: async () => {
      fireEvent.mouseLeave(over);
      await wait(RENDERED);
    },
  };
}

const shown = () => screen.queryByTestId(testIds.tooltip);
const names = () => screen.getAllByRole('term').map(({ textContent }) => textContent?.match(/pod-(\d)/)?.[1]);

it('a tooltip of all series begins with the one nearest to the cursor', async () => {
  await hover(TooltipDisplayMode.Multi, 52);
  expect(names()).toEqual(['5', '6', '4', '7', '3', '8', '2', '1']);
});

it('a tooltip that is not pinned goes with the cursor', async () => {
  const { moveAway } = await hover(TooltipDisplayMode.Multi, 85);
  expect(shown()).not.toBeNull();
  await moveAway();
  expect(shown()).toBeNull();
});

it.each([
  ['a click elsewhere', () => fireEvent.mouseDown(document.body)],
  ['Escape', () => fireEvent.keyDown(document.body, { key: 'Escape' })],
])('a click far from any series pins the tooltip of all: it stays while it is scrolled, until %s', async (_, leave) => {
  const { click, moveAway } = await hover(TooltipDisplayMode.Multi, 85);
  expect(screen.queryByRole('button', { name: /close/i })).toBeNull();
  await click();
  await moveAway();
  expect(screen.getByRole('button', { name: /close/i })).toBeInTheDocument();
  fireEvent.mouseDown(shown()!);
  fireEvent.scroll(shown()!);
  await wait(RENDERED);
  expect(names()).toHaveLength(8);
  leave();
  await wait(RENDERED);
  expect(shown()).toBeNull();
});
