import { baseline, resultOf, T0, trained } from '../../testing/panelFixtures';
import { panelFacts } from './facts';
import { nothing, type PanelForecast, type SeriesForecast } from '../session/forecastState';
import { panelState } from '../session/panelState';
import { summarise } from './summary';
import { testIds } from '../testIds';

const formats = () => ({ timeZone: 'utc', now: T0, value: (value: number) => `${value} %` });
const seriesOf = (change: Partial<SeriesForecast> = {}): SeriesForecast => ({
  key: 'a',
  name: 'cpu',
  phase: { kind: 'ready' },
  drawn: trained(),
  isOutOfDate: false,
  ...change,
});
const forecastOf = (series: SeriesForecast[], change: Partial<PanelForecast> = {}): PanelForecast => ({
  ...nothing,
  series,
  ...change,
});
const textOf = (forecast: PanelForecast, id: string) =>
  summarise(forecast, formats).segments.find((segment) => segment.id === id)?.text;
const training = {
  kind: 'training' as const,
  device: 'wasm' as const,
  progress: { epoch: 15, epochs: 30, trainLoss: 1, validationLoss: 0.01234, remainingMs: 5000 },
};

describe('a finished forecast', () => {
  const forecast = forecastOf([seriesOf()]);

  it('tells who made it, how well, how covered, from what and where', () => {
    const { state, progress } = summarise(forecast, formats);
    expect(state).toEqual({ text: 'Blend, 40 % LSTM', tone: 'good' });
    expect(progress).toBeUndefined();
    expect(textOf(forecast, 'accuracy')).toBe('MAE 3.1 %, 24 % better than seasonal naive');
    expect(textOf(forecast, 'coverage')).toBe('95 % band covered 93 %');
    const device = summarise(forecast, formats).segments.find(({ id }) => id === 'device');
    expect(device).toMatchObject({ text: 'WASM', detail: 'WASM: no WebGPU in this browser' });
  });

  it('that is a baseline is not passed off as an LSTM', () => {
    const result = resultOf({ source: 'seasonal-naive' });
    result.report.notes = ['The LSTM lost.'];
    const naive = forecastOf([seriesOf({ drawn: trained(result) })]);
    expect(summarise(naive, formats).state).toEqual({ text: 'Seasonal naive', tone: 'info' });
    expect(textOf(naive, 'note-0')).toBe('The LSTM lost.');
  });

  it('counts anomalies, and those in view apart', () => {
    const result = resultOf();
    const run = { direction: 'above' as const, peakScore: 2, severity: 'critical' as const };
    result.anomalies = [
      { ...run, start: T0, end: T0, peakTime: T0 },
      { ...run, start: T0 + 10, end: T0 + 20, peakTime: T0 + 10 },
    ];
    const { segments } = summarise(forecastOf([seriesOf({ drawn: trained(result) })]), formats, {
      from: T0 + 15,
      to: T0 + 99,
    });
    expect(segments.find(({ testId }) => testId === testIds.anomalies)?.text).toBe('2 anomalies, 1 in view');
  });
});

describe('training', () => {
  const forecast = forecastOf([seriesOf({ phase: training, drawn: baseline() })]);

  it('shows epoch, time left, loss, device and what is drawn meanwhile', () => {
    expect(summarise(forecast, formats).state).toEqual({ text: 'Training, epoch 15 of 30, 5 s left', tone: 'busy' });
    expect(textOf(forecast, 'loss')).toBe('validation loss 0.0123');
    expect(textOf(forecast, 'training-device')).toBe('on WASM');
    expect(textOf(forecast, 'meanwhile')).toBe('showing seasonal naive');
    expect(summarise(forecast, formats).progress).toEqual({ share: 0.5 });
  });

  it('of several series is one progress', () => {
    const many = forecastOf([
      seriesOf(),
      seriesOf({ key: 'b', phase: training }),
      seriesOf({ key: 'c', phase: { kind: 'queued', ahead: 1 } }),
    ]);
    expect(summarise(many, formats).progress!.share).toBeCloseTo(0.5);
    expect(summarise(many, formats).state.text).toMatch(/^1 of 3 done\. Training/);
  });
});

describe('trouble', () => {
  it('that stops the panel is said in full', () => {
    const error = { kind: 'history-failed' as const, message: 'no route to host' };
    const { state } = summarise(forecastOf([seriesOf({ drawn: undefined })], { error }), formats);
    expect(state.tone).toBe('error');
    expect(state.text).toContain('no route to host');
  });

  it('to renew a forecast stands beside the age of the one on screen', () => {
    const error = { kind: 'history-failed' as const, message: 'no route to host' };
    const { state, segments } = summarise(forecastOf([seriesOf()], { error }), formats);
    expect(state).toEqual({ text: 'Out of date, from 23:00', tone: 'warning' });
    expect(segments[0]).toMatchObject({ text: expect.stringContaining('no route to host'), tone: 'warning' });
    expect(segments[0].text).toContain('asked for again');
  });

  it('of a cold start is no error', () => {
    const error = { kind: 'too-little-history' as const, needed: 96, got: 31, step: 300 };
    const cold = forecastOf([seriesOf({ phase: { kind: 'failed', error }, drawn: undefined })]);
    expect(summarise(cold, formats).state).toMatchObject({ tone: 'info', text: expect.stringContaining('31 of 96') });
    expect(textOf(cold, 'anomalies')).toBeUndefined();
    expect(panelState(cold)).toBe('learning');
  });

  it('of one series among several does not hide the others', () => {
    const error = { kind: 'no-values' as const };
    const mixed = forecastOf([seriesOf(), seriesOf({ key: 'b', phase: { kind: 'failed', error }, drawn: undefined })]);
    expect(summarise(mixed, formats).state.text).toBe('Blend for 1 of 2 series, 1 failed');
    expect(panelState(mixed)).toBe('ready');
  });

  it('with options, and series beyond the limit, are said', () => {
    const said = forecastOf([seriesOf()], {
      omitted: 4,
      problems: [{ kind: 'invalid-option', option: 'hidden', why: 'not in [1, 128]', value: '0' }],
    });
    expect(textOf(said, 'note-0')).toContain('invalid hidden; not in [1, 128]: 0');
    expect(textOf(said, 'note-1')).toBe('Forecasting the first 1 of 5 series');
  });
});

test('breaches come in order of time, with the series’ name where there are several', () => {
  const breach = { threshold: 90, direction: 'above' as const, earliest: NaN, latest: NaN, level: 0.8 };
  const late = { ...resultOf(), breaches: [{ ...breach, time: T0 + 7200_000 }] };
  const soon = { ...resultOf(), breaches: [{ ...breach, time: T0 + 3600_000 }] };
  const forecast = forecastOf([
    seriesOf({ drawn: trained(late), name: 'late' }),
    seriesOf({ key: 'b', drawn: trained(soon), name: 'soon' }),
  ]);
  const said = summarise(forecast, formats).segments.filter(({ testId }) => testId === testIds.breach);
  expect(said.map(({ text }) => text)).toEqual(['soon: Reaches 90 % at 01:00', 'late: Reaches 90 % at 02:00']);
});

test('what comes stands before what is reached already, of which only the most severe is said, and calmly', () => {
  const breach = { direction: 'above' as const, earliest: NaN, latest: NaN, level: 0.8 };
  const breaches = [
    { ...breach, threshold: 50, time: T0, already: true },
    { ...breach, threshold: 70, time: T0, already: true },
    { ...breach, threshold: 90, time: T0 + 3600_000 },
  ];
  const { segments } = summarise(forecastOf([seriesOf({ drawn: trained({ ...resultOf(), breaches }) })]), formats);
  const said = segments.filter(({ testId }) => testId === testIds.breach);
  expect(said.map(({ text, tone }) => [text, tone])).toEqual([
    ['Reaches 90 % at 01:00', 'warning'],
    ['At or above 70 % now', 'info'],
  ]);
});

test('an old forecast that nothing replaces is said to be out of date, and since when', () => {
  const old = forecastOf([seriesOf({ phase: { kind: 'stopped' }, isOutOfDate: true })]);
  expect(panelState(old)).toBe('out-of-date');
  expect(summarise(old, formats).state).toEqual({ text: 'Out of date, from 23:00', tone: 'warning' });
  const error = { kind: 'diverged' as const, epoch: 3 };
  const failed = forecastOf([seriesOf({ phase: { kind: 'failed', error }, isOutOfDate: true })]);
  expect(summarise(failed, formats).state.text).toContain('diverged');
});

test('of several series the worst error and coverage are said, and every device', () => {
  const worse = resultOf();
  worse.report.accuracy[0].mae = 6;
  worse.report.coverage[1].measured = 0.81;
  worse.report.training!.device = 'cpu';
  const many = forecastOf([seriesOf(), seriesOf({ key: 'b', name: 'disk', drawn: trained(worse) })]);
  const accuracy = (forecast: PanelForecast) =>
    summarise(forecast, formats).segments.find(({ id }) => id === 'accuracy');
  expect(accuracy(many)).toMatchObject({ text: 'Worst: MAE 6 %, 47 % worse than seasonal naive', tone: 'warning' });
  expect(accuracy(forecastOf([seriesOf()]))?.tone).toBeUndefined();
  expect(textOf(many, 'coverage')).toBe('Worst: 95 % band covered 81 %');
  expect(textOf(many, 'device')).toBe('WASM, CPU');
});

describe('anomalies', () => {
  const result = resultOf();
  const run = {
    start: T0,
    end: T0,
    peakTime: T0,
    direction: 'above' as const,
    peakScore: 2,
    severity: 'critical' as const,
  };
  result.anomalies = [run];

  it('of a baseline that is about to be replaced are not told', () => {
    const during = forecastOf([seriesOf({ drawn: baseline(result), phase: training })]);
    expect(textOf(during, 'anomalies')).toBeUndefined();
    expect(panelFacts(during)['data-anomalies']).toBe(0);
    const after = forecastOf([seriesOf({ drawn: baseline(result), phase: { kind: 'stopped' } })]);
    expect(textOf(after, 'anomalies')).toBe('1 anomaly');
  });

  it('lower the coverage, and that is said', () => {
    const coverage = summarise(forecastOf([seriesOf({ drawn: trained(result) })]), formats).segments.find(
      ({ id }) => id === 'coverage'
    );
    expect(coverage).toMatchObject({
      text: '95 % band covered 93 %',
      detail: '95 % band covered 93 %, incidents included',
    });
  });
});

test('what is wrong with the live data comes first', () => {
  const { segments } = summarise(forecastOf([seriesOf()], { warnings: ['bad gateway'] }), formats);
  expect(segments[0]).toMatchObject({ text: 'bad gateway', tone: 'warning' });
});

test('facts for machines agree with the state', () => {
  expect(panelFacts(forecastOf([seriesOf()]))).toMatchObject({
    'data-state': 'ready',
    'data-source': 'blend',
    'data-anomalies': 0,
    'data-device': 'wasm',
    'data-sequence-length': 24,
    'data-step': 3600,
  });
  expect(panelFacts(nothing)).toMatchObject({ 'data-state': 'waiting', 'data-source': undefined });
});
