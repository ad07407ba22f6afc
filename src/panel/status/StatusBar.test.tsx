import { fireEvent, render, screen } from '@testing-library/react';
import React from 'react';
import { baseline, HOUR, resultOf, T0, trained } from '../../testing/panelFixtures';
import { nothing, type PanelForecast, type SeriesForecast } from '../session/forecastState';
import { layOutLine } from './layout';
import { StatusBar } from './StatusBar';
import { StatusMark } from './StatusMark';
import { type Summary, summarise } from './summary';
import { measureLetters } from '../../testing/canvasKit';
import { testIds } from '../testIds';

const formats = () => ({ timeZone: 'utc', now: T0, value: (value: number) => `${value} %` });
const progress = { epoch: 15, epochs: 30, trainLoss: 1, validationLoss: 0.01, remainingMs: 5000 };
const forecastOf = (change: Partial<SeriesForecast>, panel: Partial<PanelForecast> = {}): PanelForecast => ({
  ...nothing,
  series: [{ key: 'a', name: 'cpu', phase: { kind: 'ready' }, drawn: trained(), isOutOfDate: false, ...change }],
  ...panel,
});
const breach = {
  threshold: 90,
  direction: 'above' as const,
  time: T0 + 3 * HOUR,
  earliest: NaN,
  latest: NaN,
  level: 0.8,
};

beforeAll(() => measureLetters(6));

const heightOf = (summary: Summary, width: number) => layOutLine(summary, width).height;

function show(forecast: PanelForecast, width = 1200) {
  const handlers = { onCancel: jest.fn(), onRetrain: jest.fn(), onOpen: jest.fn() };
  const summary = summarise(forecast, formats);
  render(<StatusBar line={layOutLine(summary, width)} summary={summary} {...handlers} />);
  return handlers;
}

// The first test of the file: which of two classes is in force depends on which the page met first.
it('cuts no line of a sentence off, whatever was shown before it', () => {
  const styleOf = (element: HTMLElement) => getComputedStyle(element);
  show(forecastOf({}));
  expect(styleOf(screen.getByTestId(testIds.statusText)).height).toBe('24px');
  show(forecastOf({ drawn: undefined }, { error: { kind: 'history-differs', history: 1400000, live: 21000 } }), 700);
  const sentence = styleOf(screen.getByTestId(testIds.error));
  expect([sentence.height, sentence.alignItems]).toEqual(['auto', 'flex-start']);
});

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
  expect(screen.getByTestId(testIds.work)).toHaveTextContent('Training paused while the panel is out of sight');
  expect(screen.queryByRole('progressbar')).not.toBeInTheDocument();
});

it('retrains when nothing is under way', () => {
  const { onRetrain } = show(forecastOf({}));
  expect(screen.queryByRole('progressbar')).not.toBeInTheDocument();
  fireEvent.click(screen.getByRole('button', { name: 'Retrain' }));
  expect(onRetrain).toHaveBeenCalledTimes(1);
});

it('announces the verdict, but not every epoch', () => {
  show(forecastOf({ phase: { kind: 'training', progress, device: 'wasm' } }));
  expect(screen.getByRole('status')).toHaveTextContent('Normal');
  expect(screen.getByRole('status')).not.toHaveTextContent('epoch');
  expect(screen.getByTestId(testIds.work)).toHaveTextContent('epoch 15');
});

it('names an error as one', () => {
  show(forecastOf({ drawn: undefined }, { error: { kind: 'history-failed', message: 'no route to host' } }));
  expect(screen.getByTestId(testIds.error)).toHaveTextContent('no route to host');
});

it('gives the counts a row of their own where the panel is narrow, and a click opens their list', () => {
  const summary = summarise(forecastOf({ drawn: trained({ ...resultOf(), breaches: [breach] }) }), formats);
  expect(heightOf(summary, 250)).toBe(2 * heightOf(summary, 1200));
  const { onOpen } = show(forecastOf({ drawn: trained({ ...resultOf(), breaches: [breach] }) }), 250);
  expect(screen.getByTestId(testIds.statusText)).toHaveTextContent('90 % in 3 h (03:00)');
  fireEvent.click(screen.getByRole('button', { name: '1 crossing' }));
  expect(onOpen).toHaveBeenCalledWith('crossings');
});

it('gives a sentence the lines it needs', () => {
  const error = { kind: 'too-little-history' as const, needed: 96, got: 10, step: 1800 };
  const cold = forecastOf({ phase: { kind: 'failed', error }, drawn: undefined });
  const summary = summarise(cold, formats);
  expect(heightOf(summary, 700)).toBeGreaterThan(heightOf(summary, 2400));
});

it('opens the facts of the model', () => {
  const { onOpen } = show(forecastOf({}));
  fireEvent.click(screen.getByRole('button', { name: 'Forecast details' }));
  expect(onOpen).toHaveBeenCalledWith('model');
});

describe('a panel without room for the line', () => {
  const mark = (forecast: PanelForecast) => render(<StatusMark summary={summarise(forecast, formats)} />);

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
