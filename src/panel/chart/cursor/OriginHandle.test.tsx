import { act, fireEvent, render, screen } from '@testing-library/react';
import type { UPlotConfigBuilder } from '@grafana/ui';
import React from 'react';
import type uPlot from 'uplot';
import type { OriginControl } from './origin';
import { OriginHandle } from './OriginHandle';

// jsdom has neither pointers to capture nor their buttons.
beforeAll(() => {
  Element.prototype.setPointerCapture = jest.fn();
});

/** A plot 100 wide at (40, 10) in its chart and (200, 0) on the page; a time is 1 CSS pixel from 100 on. */
const plot = {
  over: {
    ...{ offsetLeft: 40, offsetTop: 10, clientWidth: 100, clientHeight: 50 },
    getBoundingClientRect: () => ({ left: 200 }),
  },
  valToPos: (time: number) => time - 100,
  posToVal: (x: number) => x + 100,
} as unknown as uPlot;

function show(change: Partial<OriginControl> = {}, line = 160) {
  const hooks: Array<(u: uPlot) => void> = [];
  const config = { addHook: (_: string, hook: (u: uPlot) => void) => hooks.push(hook) };
  const control = { from: 110, to: 160, step: 10, nameOf: String, show: jest.fn(), leave: jest.fn(), ...change };
  const lineOf = () => line;
  render(<OriginHandle config={config as unknown as UPlotConfigBuilder} lineOf={lineOf} control={control} />);
  act(() => hooks.forEach((hook) => hook(plot)));
  return control;
}

const handle = () => screen.getByRole('slider', { name: 'Start of the forecast' });
/** jsdom's own pointer events have no place. */
function drag(clientX: number, buttons = 1) {
  fireEvent(handle(), new MouseEvent('pointermove', { bubbles: true, clientX, buttons }));
}

it('stands on the line at the foot of the plot and says where it is', () => {
  show();
  expect(handle()).toHaveStyle({ left: '94px', top: '50px' });
  expect(handle()).toHaveAttribute('aria-valuetext', 'now');
  expect(handle()).toHaveAttribute('aria-valuenow', '160');
});

it('forecasts from where it is dragged to, on the grid, once each', () => {
  const { show: told } = show({ past: 150 });
  drag(231);
  drag(249);
  expect(jest.mocked(told).mock.calls).toEqual([[130]]);
});

it('leads back to now at the end, and does nothing without a button', () => {
  const { show: told, leave } = show({ past: 120 });
  drag(230, 0);
  drag(290);
  expect(told).not.toHaveBeenCalled();
  expect(leave).toHaveBeenCalledTimes(1);
});

it('is moved by keys, and Escape leads back to now', () => {
  const { show: told, leave } = show({ past: 120 });
  fireEvent.keyDown(handle(), { key: 'ArrowLeft' });
  fireEvent.keyDown(handle(), { key: 'a' });
  expect(jest.mocked(told).mock.calls).toEqual([[110]]);
  fireEvent.keyDown(handle(), { key: 'Escape' });
  expect(leave).toHaveBeenCalledTimes(1);
});

it('is not there where the line is out of sight or there is nothing to move', () => {
  show({}, 90);
  expect(screen.queryByRole('slider')).not.toBeInTheDocument();
});
