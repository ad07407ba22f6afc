import { fireEvent, render, screen, within } from '@testing-library/react';
import React, { type ComponentProps } from 'react';
import type { Anomaly } from '../../core/anomalies/anomalies';
import type { ForecastOptions } from '../../core/options/forecastOptions';
import { defaultOptions } from '../../core/options/optionValues';
import { baseline, HOUR, optionsOf, resultOf, T0, trained } from '../../testing/panelFixtures';
import type { DetailsTab } from '../status';
import { nothing, type SeriesForecast } from '../session/forecastState';
import { exclusionsOf } from '../exclusions';
import { testIds } from '../testIds';
import type { PanelOptions } from '../types';
import { Tuner } from '../tuning';
import type { ForecastClient } from '../../worker/protocol';
import { DetailsPane } from './DetailsPane';
import { placeDetails } from './placement';

const run = { start: T0 + 15 * HOUR, end: T0 + 16 * HOUR, peakTime: T0 + 16 * HOUR, peakScore: 2.5 };
const anomaly: Anomaly = { ...run, direction: 'below', severity: 'critical' };
const progress = { epoch: 15, epochs: 30, trainLoss: 1, validationLoss: 0.01, remainingMs: 5000 };
const formats = () => ({
  timeZone: 'utc',
  now: T0 + 23 * HOUR,
  value: (value: number) => `${value.toFixed(1)} °C`,
  observed: (time: number) => (time === run.peakTime ? 3 : NaN),
});
const seriesOf = (result = resultOf(), change: Partial<SeriesForecast> = {}): SeriesForecast => ({
  ...{ key: 'a', name: 'cpu', phase: { kind: 'ready' }, isOutOfDate: false, drawn: trained(result) },
  ...change,
});

function show(tab: DetailsTab, series: SeriesForecast[], change: Partial<ComponentProps<typeof DetailsPane>> = {}) {
  const handlers = { onTab: jest.fn(), onClose: jest.fn(), onJump: jest.fn() };
  render(
    <DetailsPane
      tab={tab}
      placement={{ place: 'beside', width: 400 }}
      forecast={{ ...nothing, series }}
      formats={formats}
      {...handlers}
      {...change}
    />
  );
  return handlers;
}

it.each([
  [{ lower: 0, upper: 100 }, 'Bounds0.0 °C to 100.0 °C'],
  [{ lower: 0, upper: Infinity, isWhole: true }, 'Boundsnot below 0.0 °C, whole numbers'],
  [{ lower: -Infinity, upper: 5 }, 'Boundsnot above 5.0 °C'],
  [undefined, ''],
  [{ lower: -Infinity, upper: Infinity }, ''],
])('says what the forecast is held within: %j', (bounds, words) => {
  const result = resultOf();
  result.report.bounds = bounds;
  show('model', [seriesOf(result)]);
  const text = screen.getByTestId(testIds.detailsContent).textContent;
  expect(words === '' ? !text?.includes('Bounds') : text?.includes(words)).toBe(true);
});

it('says what was learned from, how well, and hands out the parameters', () => {
  const history = { start: T0, step: 3600, values: Float64Array.of(1, NaN, 3, NaN, 5) };
  const result = resultOf();
  show('model', [seriesOf(result, { history })], { parameters: () => '{"sequenceLength":24}' });
  const text = screen.getByTestId(testIds.detailsContent).textContent;
  expect(text).toContain('240 points, one every 1h, 2 missing, season of 1d');
  const { windows, validationLoss } = result.report.training!;
  expect(text).toContain(`on ${windows} windows`);
  expect(text).toContain(`validation loss ${validationLoss}`);
  expect(screen.getByRole('button', { name: 'Copy parameters' })).toBeInTheDocument();
});

it('draws the losses of a training, and says them', () => {
  const losses = [1, 0.5, 0.25].map((loss, index) => ({ epoch: index + 1, train: loss / 2, validation: loss }));
  show('model', [seriesOf(resultOf(), { losses })]);
  const curve = screen.getByRole('img', { name: 'Validation loss 1 to 0.25 in 3 epochs, least in epoch 3' });
  const [train, validation] = [...curve.querySelectorAll('polyline')].map((line) => line.getAttribute('points'));
  // On a logarithmic scale, the largest loss at the top.
  expect(validation).toBe('0,1 100,11.3 200,21.7');
  expect(train).toBe('0,11.3 100,21.7 200,32');
});

it('draws no curve of a single epoch, and leaves out what is no number', () => {
  const losses = [{ epoch: 1, train: NaN, validation: 0.5 }];
  show('model', [seriesOf(resultOf(), { losses })]);
  expect(screen.queryByRole('img', { name: /Validation loss/ })).not.toBeInTheDocument();
  show('model', [seriesOf(resultOf(), { losses: [...losses, { epoch: 2, train: NaN, validation: 0.4 }] })]);
  expect(screen.getByRole('img', { name: /Validation loss/ }).querySelectorAll('polyline')[0]).toHaveAttribute(
    'points',
    ''
  );
});

it('shows no button for what there is not', () => {
  show('model', [seriesOf()]);
  expect(screen.queryByRole('button', { name: 'Copy parameters' })).not.toBeInTheDocument();
});

describe('incidents', () => {
  it('say when, how grave, what was seen and expected, and what was noticed', () => {
    const reason = { channel: 'level' as const, direction: 'below' as const, value: 3, expected: 10.25 };
    show('incidents', [seriesOf({ ...resultOf(), anomalies: [{ ...anomaly, reason }] })]);
    const [entry] = screen.getAllByRole('listitem');
    expect(entry).toHaveTextContent('15:00 to 16:00');
    expect(entry).toHaveTextContent('critical');
    expect(entry).toHaveTextContent(
      'Saw 3.0 °C, expected 10.0 °C (6.0-14.0 °C): 1.8 times as far below as is normal. ' +
        'Far below its usual level: 3.0 °C, usually 10.3 °C.'
    );
  });

  it('are all listed, the newest first, with their owner where there are several series', () => {
    const at = (hour: number) => ({ ...anomaly, start: T0 + hour * HOUR, end: T0 + hour * HOUR, peakTime: T0 });
    const many = { ...resultOf(), anomalies: [1, 2, 3, 4, 5, 6].map(at) };
    show('incidents', [seriesOf(many), seriesOf({ ...resultOf(), anomalies: [at(9)] }, { key: 'b', name: 'disk' })]);
    const entries = screen.getAllByRole('listitem');
    expect(entries).toHaveLength(7);
    expect(entries[0]).toHaveTextContent('09:00');
    expect(entries[0]).toHaveTextContent('disk');
    expect(entries[6]).toHaveTextContent('01:00');
  });

  it('are jumped to, and excluded with half a step around them', () => {
    const exclusions = { windows: [], exclude: jest.fn(), include: jest.fn() };
    const { onJump } = show('incidents', [seriesOf({ ...resultOf(), anomalies: [anomaly] })], { exclusions });
    fireEvent.click(screen.getByRole('button', { name: 'Show 15:00 to 16:00' }));
    expect(onJump).toHaveBeenCalledWith({ from: anomaly.start, to: anomaly.end });
    fireEvent.click(screen.getByRole('button', { name: 'Exclude 15:00 to 16:00 from training' }));
    expect(exclusions.exclude).toHaveBeenCalledWith({ from: anomaly.start - HOUR / 2, to: anomaly.end + HOUR / 2 });
  });

  it('that were excluded can be learned from again', () => {
    const window = { from: T0 + HOUR, to: T0 + 2 * HOUR };
    const exclusions = { windows: [window], exclude: jest.fn(), include: jest.fn() };
    show('incidents', [seriesOf()], { exclusions });
    fireEvent.click(screen.getByRole('button', { name: 'Learn from 01:00 to 02:00 again' }));
    expect(exclusions.include).toHaveBeenCalledWith(0);
  });

  it('that were excluded can be taken back where no series is left', () => {
    const exclusions = { windows: [{ from: T0, to: T0 + HOUR }], exclude: jest.fn(), include: jest.fn() };
    show('incidents', [], { exclusions });
    fireEvent.click(screen.getByRole('button', { name: 'Learn from 00:00 to 01:00 again' }));
    expect(exclusions.include).toHaveBeenCalledWith(0);
  });

  it('are not called none where nothing is judged', () => {
    show('incidents', [seriesOf()], { forecast: { ...nothing, series: [seriesOf()], isUnjudged: true } });
    expect(screen.getByText('Nothing is judged: anomalies are switched off.')).toBeInTheDocument();
    expect(screen.queryByText(/No incidents/)).not.toBeInTheDocument();
  });

  it('cannot be excluded where the option cannot be read, and that is said', () => {
    const options = optionsOf({ excludedWindows: 'yesterday' }) as PanelOptions;
    const exclusions = exclusionsOf(options, jest.fn());
    show('incidents', [seriesOf({ ...resultOf(), anomalies: [anomaly] })], { exclusions });
    expect(screen.getByRole('button', { name: /^Exclude/ })).toHaveAttribute('aria-disabled', 'true');
    expect(screen.getByText(/^No window can be excluded: .*yesterday/)).toBeInTheDocument();
    const full = Array.from({ length: 50 }, (_, i) => `2026-01-01T00:00Z/2026-01-01T00:${10 + (i % 50)}Z`).join(',');
    expect(exclusionsOf({ ...options, excludedWindows: full }, jest.fn()).problem).toContain('more than 50 windows');
    expect(exclusionsOf({ ...options, excludedWindows: '' }, jest.fn()).problem).toBeUndefined();
  });

  it('that the dashboard annotates can be excluded, unless they are', () => {
    const exclusions = { windows: [{ from: T0 + HOUR, to: T0 + 2 * HOUR }], exclude: jest.fn(), include: jest.fn() };
    const at = (from: number, to: number, title: string) => ({
      ...{ time: T0 + from * HOUR, timeEnd: T0 + to * HOUR, title, color: 'red' },
    });
    const annotations = [at(1, 2, 'Excluded before'), at(3, 3, 'A moment'), at(5, 7, 'Backup')];
    show('incidents', [seriesOf()], { exclusions, annotations });
    const [entry, ...others] = within(screen.getByRole('list', { name: 'Annotated windows' })).getAllByRole('listitem');
    expect(others).toEqual([]);
    expect(entry).toHaveTextContent('05:00 to 07:00 Backup');
    fireEvent.click(within(entry).getByRole('button', { name: 'Exclude 05:00 to 07:00 from training' }));
    expect(exclusions.exclude).toHaveBeenCalledWith({ from: T0 + 5 * HOUR, to: T0 + 7 * HOUR });
  });

  it('of a snapshot cannot be excluded', () => {
    show('incidents', [seriesOf({ ...resultOf(), anomalies: [anomaly] })]);
    expect(screen.queryByRole('button', { name: /Exclude/ })).not.toBeInTheDocument();
  });
});

describe('crossings', () => {
  const breach = { threshold: 12, direction: 'above' as const, level: 0.8, probability: 0.7 };
  const times = { time: T0 + 25 * HOUR, earliest: T0 + 24 * HOUR, latest: T0 + 26 * HOUR };

  it('say when, how grave and how that is known', () => {
    const { onJump } = show('crossings', [seriesOf({ ...resultOf(), breaches: [{ ...breach, ...times }] })]);
    const [entry] = screen.getAllByRole('listitem');
    expect(entry).toHaveTextContent('12.0 °C in 2 h (Fri 01:00, 00:00-02:00), 70 % likely');
    // The course goes up to 15, which is more than 1.2 times the threshold.
    expect(entry).toHaveTextContent('critical');
    expect(entry).toHaveTextContent(
      '70 % of the courses that past errors make likely get there, half of those by Fri 01:00, 80 % between 00:00 and 02:00.'
    );
    fireEvent.click(within(entry).getByRole('button', { name: /^Show/ }));
    expect(onJump).toHaveBeenCalledWith({ from: times.time, to: times.time });
  });

  it('below that severity warn', () => {
    show('crossings', [seriesOf({ ...resultOf(), breaches: [{ ...breach, threshold: 14, ...times }] })]);
    expect(screen.getByRole('listitem')).toHaveTextContent('warning');
  });
});

it.each([
  [{ kind: 'paused' }, 'Preliminary. Training paused while the panel is out of sight.'],
  [{ kind: 'waiting' }, 'Preliminary. Waiting for the history.'],
  [{ kind: 'starting' }, 'Preliminary. The network still trains.'],
] as const)('a crossing of a preliminary forecast says why it is one: %j', (phase, words) => {
  const times = { time: T0 + 25 * HOUR, earliest: T0 + 24 * HOUR, latest: T0 + 26 * HOUR };
  const breach = { threshold: 12, direction: 'above' as const, level: 0.8, probability: 0.7, ...times };
  show('crossings', [seriesOf(resultOf(), { phase, drawn: baseline({ ...resultOf(), breaches: [breach] }) })]);
  expect(screen.getByRole('listitem')).toHaveTextContent(words);
});

describe('the model', () => {
  const trainedWith = (change: object) => {
    const result = resultOf();
    result.report.training = { ...result.report.training!, ...change };
    return trained(result);
  };

  const facts = (change: Partial<SeriesForecast>) => {
    show('model', [seriesOf(resultOf(), change)]);
    return screen.getByTestId(testIds.detailsContent);
  };

  it('tells all that is known', () => {
    const details = facts({});
    expect(details).toHaveTextContent('30 epochs, best 23, in 7.5 s');
    expect(details).toHaveTextContent('80 % band covered 78.5 % of 200 values');
    expect(details).toHaveTextContent('Seasonal naive: MAE 4.1 °C, MASE 1.00');
  });

  it('breaks no line between a number and its sign', () => {
    const { textContent } = facts({});
    expect(textContent).toMatch(/\d\u00a0%/);
    expect(textContent).not.toMatch(/\d % of/);
  });

  it('stands the device, by what figures it was chosen, and who trained along', () => {
    const deviceReason = '0.5 ms a step against 3.9 ms on WASM, measured on this machine';
    const shown = facts({ drawn: trainedWith({ device: 'webgpu', deviceReason, together: 4 }) });
    expect(shown).toHaveTextContent(`WebGPU: ${deviceReason}`);
    expect(shown).toHaveTextContent('in 7.5 s, together with 3 other series');
  });

  it('stands what took over when a device failed', () => {
    const result = resultOf();
    const note = 'WebGPU failed (the GPU was reset), so training continued on WASM after epoch 12.';
    result.report.notes = [{ english: note }];
    expect(facts({ drawn: trained(result) })).toHaveTextContent(note);
  });

  it('stands where training is while it goes on', () => {
    const phase = { kind: 'training' as const, progress, device: 'webgpu' as const, together: 4 };
    expect(facts({ phase })).toHaveTextContent('WebGPU, together with 3 other series');
  });

  it('has its backtest by lead time as a table beside simpler forecasts, the best of each row in bold', () => {
    const result = resultOf();
    result.report.leadTimes = [
      { from: 0, to: 1, mae: 2, naiveMae: 4, coverage: 0.94, others: [{ member: 'linear', mae: 3 }] },
      { from: 1, to: 6, mae: 5, naiveMae: 4, coverage: NaN, others: [{ member: 'linear', mae: NaN }] },
    ];
    show('model', [seriesOf(result)]);
    const rows = within(screen.getByRole('table')).getAllByRole('row');
    const cells = rows.map((row) => [...row.children].map(({ textContent }) => textContent));
    // A narrow column breaks the name at its underscore.
    expect(rows[0].innerHTML).toContain('predict_<wbr>linear');
    expect(cells).toEqual([
      ['Up to', 'Drawn', 'Seasonal naive', 'predict_linear', '95 % band held'],
      ['1h', '2.0 °C', '4.0 °C', '3.0 °C', '94 %'],
      ['6h', '5.0 °C', '4.0 °C', '–', '–'],
    ]);
    const bold = (row: number) => [...rows[row].querySelectorAll('strong')].map(({ textContent }) => textContent);
    expect([bold(1), bold(2)]).toEqual([['2.0 °C'], ['4.0 °C']]);
  });
});

it('offers the rules that alert when no browser is open, of thresholds and hours that tell', () => {
  const values = Float64Array.from({ length: 24 * 20 }, (_, i) => 50 + 10 * Math.sin((i * Math.PI) / 12) + (i % 5));
  const history = { start: T0, step: 3600, values };
  const subject = { name: 'cpu', expr: 'cpu', labels: {}, history, anomalies: [] };
  const thresholds = [{ value: 90, isLowBad: false }];
  const runner = { title: 'CPU', stored: {}, timeZone: 'UTC', queries: [] };
  const rules = { title: 'CPU', subjects: [{ ...subject, thresholds }], options: defaultOptions(), runner };
  show('crossings', [seriesOf()], { rules });
  expect(screen.getByText(/^A browser alerts nobody when it is closed. These 3 alert rules/)).toBeInTheDocument();
  show('crossings', [seriesOf()], {
    rules: { ...rules, subjects: [{ ...subject, history: { ...history, values: values.slice(0, 2) }, thresholds }] },
  });
  expect(screen.getByText(/This alert rule, .+, does:$/)).toBeInTheDocument();
  expect(screen.getAllByRole('button', { name: 'Copy for Prometheus' })).toHaveLength(2);
  expect(screen.getAllByRole('button', { name: 'Copy for Grafana' })).toHaveLength(2);
  expect(screen.getAllByRole('button', { name: 'Copy as runner config' })).toHaveLength(2);
});

it('closes by its button and by Escape', () => {
  const { onClose } = show('model', [seriesOf()]);
  fireEvent.click(screen.getByRole('button', { name: 'Close details' }));
  fireEvent.keyDown(screen.getByRole('region', { name: 'Forecast details' }), { key: 'Escape' });
  expect(onClose).toHaveBeenCalledTimes(2);
});

it('stands where the chart keeps its room', () => {
  expect(placeDetails(1600, 400)).toEqual({ place: 'beside', width: 460 });
  expect(placeDetails(700, 300)).toEqual({ place: 'beside', width: 280 });
  expect(placeDetails(400, 500)).toEqual({ place: 'below', height: 250 });
  expect(placeDetails(300, 250)).toEqual({ place: 'drawer' });
});

describe('the search for better settings', () => {
  const forecast =
    (validationLoss: (options: ForecastOptions) => number): ForecastClient['forecast'] =>
    async ({ request }) => {
      const result = resultOf();
      result.report.training!.validationLoss = validationLoss(request.options);
      return { result };
    };

  function search(loss: (options: ForecastOptions) => number) {
    const series = { start: T0, step: 3600, values: Float64Array.from({ length: 500 }, (_, i) => i % 24) };
    const request = { series, options: defaultOptions(), thresholds: [], timeZone: 'UTC' };
    const names = { key: 'a', identity: 'a' };
    const client = { forecast: jest.fn(forecast(loss)), prioritise: jest.fn() };
    const tuner = new Tuner({ client: () => client, questionOf: () => ({ names, request }), after: () => () => {} });
    const onAccept = jest.fn();
    show('model', [seriesOf(resultOf(), { history: series })], { tuner, onAccept });
    fireEvent.click(screen.getByRole('button', { name: 'Find the best settings for cpu' }));
    return { client, onAccept };
  }

  it('shows each trial, and takes the best over only when told to', async () => {
    const { client, onAccept } = search(({ sequenceLength }) => 1 / sequenceLength);
    expect(screen.getByText(/^Searching: 0 of \d+ tried/)).toBeInTheDocument();
    const words =
      'Best: 48 steps, 24 units, learning rate 0.001. Its validation loss is 50 % smaller than that of what is set.';
    expect(await screen.findByText(words)).toBeInTheDocument();
    expect(within(screen.getByRole('table', { name: 'Trials' })).getByText('best')).toBeInTheDocument();
    expect(client.forecast.mock.calls.every(([job]) => job.isAside)).toBe(true);
    expect(onAccept).not.toHaveBeenCalled();
    fireEvent.click(screen.getByRole('button', { name: 'Use these settings' }));
    expect(onAccept).toHaveBeenCalledWith({ sequenceLength: 48, hidden: 24, learningRate: 0.001 });
  });

  it('says that nothing is better where that is so', async () => {
    search(() => 1);
    expect(await screen.findByText(/settings tried: none is better than what is set/)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Use these settings' })).not.toBeInTheDocument();
  });
});

it('says in the state of a model that it is out of date, and after its training what that was for', () => {
  const drift = { kind: 'misses', outside: 12, points: 24, level: 0.95 } as const;
  const result = resultOf();
  result.report.drift = drift;
  show('model', [seriesOf(result), seriesOf(resultOf(), { key: 'b', retrainedFor: drift })]);
  const text = screen.getByTestId(testIds.detailsContent).textContent;
  expect(text).toContain('StateOut of date: 12 of 24 values since its training');
  expect(text).toContain('Trained again because, of the model before, 12 of 24 values');
});

it('says of the data how many points there are, what is missing, and what became of resets', () => {
  const history = { start: T0, step: 3600, values: Float64Array.of(1, NaN, 3) };
  show('model', [seriesOf(resultOf(), { history, resets: { kind: 'counted', count: 2 } })]);
  const text = screen.getByTestId(testIds.detailsContent).textContent;
  expect(text).toMatch(/History240 points, one every 1h, 1 missing/);
  expect(text).toContain('Resets2 restarts of the counter');
});
