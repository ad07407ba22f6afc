import { fireEvent, render, screen } from '@testing-library/react';
import React from 'react';
import { baseline, resultOf, T0, trained } from '../../testing/panelFixtures';
import { nothing, type PanelForecast, type SeriesForecast } from '../session/forecastState';
import { statusHeight } from './layout';
import { StatusBar } from './StatusBar';
import { StatusMark } from './StatusMark';
import { measureLetters } from '../../testing/canvasKit';
import { testIds } from '../testIds';

const formats = () => ({ timeZone: 'utc', now: T0, value: (value: number) => `${value} %` });
const progress = { epoch: 15, epochs: 30, trainLoss: 1, validationLoss: 0.01, remainingMs: 5000 };
const forecastOf = (change: Partial<SeriesForecast>, panel: Partial<PanelForecast> = {}): PanelForecast => ({
  ...nothing,
  series: [{ key: 'a', name: 'cpu', phase: { kind: 'ready' }, drawn: trained(), isOutOfDate: false, ...change }],
  ...panel,
});
const breach = { threshold: 90, direction: 'above' as const, time: T0 + 1, earliest: NaN, latest: NaN, level: 0.8 };

beforeAll(() => measureLetters(6));

function show(forecast: PanelForecast, width = 1200) {
  const handlers = { onCancel: jest.fn(), onRetrain: jest.fn() };
  render(<StatusBar width={width} range={{ from: 0, to: T0 }} forecast={forecast} formats={formats} {...handlers} />);
  return handlers;
}

it('shows progress and cancels while training', () => {
  const { onCancel } = show(forecastOf({ phase: { kind: 'training', progress, device: 'wasm' } }));
  expect(screen.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '50');
  expect(screen.queryByTestId(testIds.retrain)).not.toBeInTheDocument();
  fireEvent.click(screen.getByRole('button', { name: 'Cancel training' }));
  expect(onCancel).toHaveBeenCalledTimes(1);
});

it('says with how many others a series trains, on what', () => {
  show(forecastOf({ phase: { kind: 'training', progress, device: 'webgpu', together: 8 } }));
  expect(screen.getByTestId(testIds.status)).toHaveTextContent('on WebGPU');
  expect(screen.getByTestId(testIds.status)).toHaveTextContent('together with 7 other series');
});

it('says nothing of others where there are none', () => {
  show(forecastOf({ phase: { kind: 'training', progress, device: 'wasm', together: 1 } }));
  expect(screen.getByTestId(testIds.status)).not.toHaveTextContent('together');
});

it('says that training is paused', () => {
  show(forecastOf({ phase: { kind: 'paused' }, drawn: baseline() }));
  expect(screen.getByTestId(testIds.statusText)).toHaveTextContent('Training paused while the panel is out of sight');
  expect(screen.queryByRole('progressbar')).not.toBeInTheDocument();
});

it('retrains when nothing is under way', () => {
  const { onRetrain } = show(forecastOf({}));
  expect(screen.queryByRole('progressbar')).not.toBeInTheDocument();
  fireEvent.click(screen.getByRole('button', { name: 'Retrain' }));
  expect(onRetrain).toHaveBeenCalledTimes(1);
});

it('announces states, but not every epoch', () => {
  show(forecastOf({}));
  expect(screen.getByRole('status')).toHaveAttribute('aria-live', 'polite');
});

it('names an error as one', () => {
  show(forecastOf({ drawn: undefined }, { error: { kind: 'history-failed', message: 'no route to host' } }));
  expect(screen.getByTestId(testIds.error)).toHaveTextContent('no route to host');
});

it('gives a breach its own row where the panel is narrow', () => {
  const forecast = forecastOf({ drawn: trained({ ...resultOf(), breaches: [breach] }) });
  expect(statusHeight(400, forecast, formats)).toBe(2 * statusHeight(1200, forecast, formats));
  show(forecast, 400);
  expect(screen.getByTestId(testIds.breach)).toHaveTextContent('Reaches 90 % at 00:00');
});

it('gives a breach a row where it is too long for the one of the state, however wide the panel', () => {
  const longer = () => ({
    ...formats(),
    value: (value: number) => `${value} GiB of the memory that the worker may use at most, all told`,
  });
  const forecast = forecastOf({ drawn: trained({ ...resultOf(), breaches: [breach] }) });
  expect(statusHeight(660, forecast, formats)).toBe(statusHeight(1200, forecast, formats));
  expect(statusHeight(660, forecast, longer)).toBe(2 * statusHeight(1200, forecast, longer));
});

it('gives a sentence the lines it needs', () => {
  const error = { kind: 'too-little-history' as const, needed: 96, got: 10, step: 1800 };
  const cold = forecastOf({ phase: { kind: 'failed', error }, drawn: undefined });
  expect(statusHeight(400, cold, formats)).toBeGreaterThan(statusHeight(1200, cold, formats));
});

it('tells all in the details', async () => {
  show(forecastOf({}));
  fireEvent.click(screen.getByRole('button', { name: 'Forecast details' }));
  const details = await screen.findByTestId(testIds.detailsContent);
  expect(details).toHaveTextContent('30 epochs, best 23, in 7.5 s');
  expect(details).toHaveTextContent('80 % band covered 78.5 % of 200 values');
  expect(details).toHaveTextContent('Seasonal naive: MAE 4.08 %, MASE 1.00');
});

describe('in the details', () => {
  const trainedWith = (change: object) => {
    const result = resultOf();
    result.report.training = { ...result.report.training!, ...change };
    return trained(result);
  };
  const details = async (change: Partial<SeriesForecast>) => {
    show(forecastOf(change));
    fireEvent.click(screen.getByRole('button', { name: 'Forecast details' }));
    return screen.findByTestId(testIds.detailsContent);
  };

  it('stands the device, by what figures it was chosen, and who trained along', async () => {
    const deviceReason = '0.5 ms a step against 3.9 ms on WASM, measured on this machine';
    const shown = await details({ drawn: trainedWith({ device: 'webgpu', deviceReason, together: 4 }) });
    expect(shown).toHaveTextContent(`WebGPU: ${deviceReason}`);
    expect(shown).toHaveTextContent('in 7.5 s, together with 3 other series');
  });

  it('stands what took over when a device failed', async () => {
    const result = resultOf();
    const note = 'WebGPU failed (the GPU was reset), so training continued on WASM after epoch 12.';
    result.report.notes = [note];
    expect(await details({ drawn: trained(result) })).toHaveTextContent(note);
  });

  it('stands where training is while it goes on', async () => {
    const phase = { kind: 'training' as const, progress, device: 'webgpu' as const, together: 4 };
    expect(await details({ phase })).toHaveTextContent('WebGPU, together with 3 other series');
  });
});

describe('a panel without room for the line', () => {
  const mark = (forecast: PanelForecast) =>
    render(<StatusMark range={{ from: 0, to: T0 }} forecast={forecast} formats={formats} />);

  it('marks an error and tells it when asked', () => {
    mark(forecastOf({ drawn: undefined }, { error: { kind: 'history-failed', message: 'no route to host' } }));
    expect(screen.getByRole('img', { name: /no route to host/ })).toHaveAttribute(
      'title',
      expect.stringContaining('no route to host')
    );
  });

  it('marks a warning', () => {
    mark(forecastOf({}, { warnings: ['bad gateway'] }));
    expect(screen.getByRole('img', { name: 'bad gateway' })).toBeInTheDocument();
  });

  it('marks nothing where all is well', () => {
    mark(forecastOf({}));
    expect(screen.queryByRole('img')).not.toBeInTheDocument();
  });
});
