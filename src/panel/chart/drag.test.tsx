import { createTheme } from '@grafana/data';
import { TooltipDisplayMode } from '@grafana/schema';
import { act, fireEvent, render } from '@testing-library/react';
import React from 'react';
import type uPlot from 'uplot';
import { stubCanvas } from '../../testing/canvasKit';
import { frameOf, HOUR, T0, withDisplay } from '../../testing/panelFixtures';
import { drawnOf } from '../../testing/testModel';
import { readSeries } from '../frames/frames';
import { Chart } from './Chart';
import { buildConfig } from './config';
import { buildChartModel } from './model';

beforeAll(stubCanvas);

it('a stretch that is dragged over goes to whoever listens then, not when the chart was made', async () => {
  const [live] = readSeries([withDisplay(frameOf([1, 2, 3]))]);
  const drawn = drawnOf({ live, result: undefined, color: '#00ff00', forecastColor: '#0000ff' });
  const model = buildChartModel([drawn], { from: T0, to: T0 + 10 * HOUR }, NaN);
  const config = buildConfig(model, createTheme(), 'utc');
  let u: uPlot | undefined;
  config.addHook('init', (plot) => (u = plot));
  const tooltip = { mode: TooltipDisplayMode.Multi } as never;
  const chart = { model, config, tooltip, width: 900, height: 300, timeZone: 'utc' };
  const [first, second] = [jest.fn(), jest.fn()];
  const { rerender } = render(<Chart {...chart} onChangeTimeRange={first} />);
  rerender(<Chart {...chart} onChangeTimeRange={second} />);
  await act(() => new Promise((resolve) => setTimeout(resolve, 0)));
  const [left, right] = [2, 5].map((hours) => u!.valToPos(T0 + hours * HOUR, 'x'));
  // jsdom lays nothing out; a selection before the mouse moved is another panel's.
  u!.over.getBoundingClientRect = () => ({ left: 0, top: 0, width: 900, height: 300 }) as DOMRect;
  u!.syncRect(true);
  fireEvent.mouseMove(u!.over, { clientX: left, clientY: 50 });
  await act(() => new Promise((resolve) => setTimeout(resolve, 130)));
  act(() => u!.setSelect({ left, top: 0, width: right - left, height: 300 }, true));
  expect(first).not.toHaveBeenCalled();
  expect(second).toHaveBeenCalledTimes(1);
  expect(second.mock.calls[0][0].from).toBeCloseTo(T0 + 2 * HOUR, -3);
});
