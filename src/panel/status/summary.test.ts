import { phrase } from '../../core/language/phrase';
import { baseline, resultOf, T0, trained } from '../../testing/panelFixtures';
import { panelFacts } from './facts';
import { nothing, type PanelForecast, type SeriesForecast } from '../session/forecastState';
import { panelState } from '../session/panelState';
import { fullText, summarise } from './summary';

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
const countsOf = (forecast: PanelForecast, ...rest: [range?: { from: number; to: number }, excluded?: number]) =>
  summarise(forecast, formats, ...rest).counts.map(({ tab, text }) => [tab, text]);
const training = {
  kind: 'training' as const,
  device: 'wasm' as const,
  progress: { epoch: 15, epochs: 30, trainLoss: 1, validationLoss: 0.01234, remainingMs: 5000 },
};
const run = { direction: 'above' as const, peakScore: 2, severity: 'critical' as const };
const past = (hours: number) => {
  const at = T0 + hours * 3600_000;
  return { ...run, start: at, end: at, peakTime: at };
};

describe('a finished forecast', () => {
  it('says its verdict, and nothing of the model', () => {
    const summary = summarise(forecastOf([seriesOf()]), formats);
    expect(summary).toEqual({ verdict: { texts: ['Normal'], tone: 'good' }, counts: [], segments: [] });
    expect(fullText(summary)).toBe('Normal');
  });

  it('counts incidents, those in view apart, and the windows that are excluded', () => {
    const result = { ...resultOf(), anomalies: [past(0), past(3)] };
    const forecast = forecastOf([seriesOf({ drawn: trained(result) })]);
    expect(countsOf(forecast, { from: T0 + 3600_000, to: T0 + 9 * 3600_000 })).toEqual([
      ['incidents', '2 incidents, 1 in view'],
    ]);
    expect(countsOf(forecast, { from: T0, to: T0 + 9 * 3600_000 }, 1)).toEqual([
      ['incidents', '2 incidents, 1 excluded'],
    ]);
    expect(countsOf(forecastOf([seriesOf()]), undefined, 2)).toEqual([['incidents', '2 excluded']]);
  });

  it('counts the incidents beside a crossing, which does not hide them', () => {
    const breach = { threshold: 90, direction: 'above' as const, time: T0 + 3600_000, earliest: NaN, latest: NaN };
    const result = { ...resultOf(), anomalies: [past(0)], breaches: [{ ...breach, level: 0.8 }] };
    expect(countsOf(forecastOf([seriesOf({ drawn: trained(result) })]))).toEqual([
      ['incidents', '1 incident'],
      ['crossings', '1 crossing'],
    ]);
  });
});

describe('training', () => {
  const forecast = forecastOf([seriesOf({ phase: training, drawn: baseline() })]);

  it('shows epoch, time left, loss, device and what is drawn meanwhile, behind a preliminary verdict', () => {
    expect(summarise(forecast, formats).verdict.texts[0]).toBe('Preliminary, not judged yet');
    expect(textOf(forecast, 'work')).toBe('Training, epoch 15 of 30, 5 s left');
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
    expect(textOf(many, 'work')).toMatch(/^1 of 3 done\. Training/);
  });

  it('that was stopped says what is shown, that is paused why', () => {
    const stopped = forecastOf([seriesOf({ phase: { kind: 'stopped' }, drawn: baseline() })]);
    expect(textOf(stopped, 'work')).toBe('Training stopped, showing seasonal naive');
    const paused = forecastOf([seriesOf({ phase: { kind: 'paused' }, drawn: baseline() })]);
    expect(textOf(paused, 'work')).toBe('Training paused while the panel is out of sight');
  });
});

it('says what a change of the sequence length did', () => {
  const trial = (length: number, seconds: number) => ({ length, mae: 2, seconds });
  const lengthEffect = { from: trial(24, 1), to: trial(96, 4), best: 24, tried: [trial(24, 1), trial(96, 4)] };
  expect(textOf(forecastOf([seriesOf({ lengthEffect })]), 'length')).toBe(
    'Sequence length 24 to 96: error 2 % to 2 %, no gain, 4 times slower'
  );
});

describe('trouble', () => {
  it('to renew a forecast stands beside the age of the one on screen', () => {
    const error = { kind: 'history-failed' as const, message: 'no route to host' };
    const { verdict, segments } = summarise(forecastOf([seriesOf()], { error }), formats);
    expect(verdict).toMatchObject({ texts: ['Out of date, from 23:00', 'Out of date'], tone: 'warning' });
    expect(segments[0]).toMatchObject({ text: expect.stringContaining('no route to host'), tone: 'warning' });
    expect(segments[0].text).toContain('asked for again');
  });

  it('of a cold start counts nothing', () => {
    const error = { kind: 'too-little-history' as const, needed: 96, got: 31, step: 300 };
    const cold = forecastOf([seriesOf({ phase: { kind: 'failed', error }, drawn: undefined })]);
    expect(countsOf(cold)).toEqual([]);
    expect(panelState(cold)).toBe('learning');
  });

  it('with options, and series beyond the limit, are said', () => {
    const said = forecastOf([seriesOf()], {
      omitted: 4,
      problems: [{ kind: 'invalid-option', option: 'hidden', why: phrase('not in [1, 128]'), value: '0' }],
    });
    expect(textOf(said, 'note-0')).toBe(
      'Forecasting 1 of 5 series, the most urgent of those shown: click a name in the legend for another, or raise Series at once'
    );
    expect(textOf(said, 'note-1')).toContain('invalid hidden; not in [1, 128]: 0');
  });

  it('with the live data is said once: as the verdict, or behind what is more urgent', () => {
    const warned = summarise(forecastOf([seriesOf()], { warnings: ['bad gateway'] }), formats);
    expect(warned.verdict).toMatchObject({ texts: ['bad gateway'], tone: 'warning' });
    expect(warned.segments).toEqual([]);
    const running = { ...resultOf(), anomalies: [past(23)] };
    const { verdict, segments } = summarise(
      forecastOf([seriesOf({ drawn: trained(running) })], { warnings: ['bad gateway'] }),
      formats
    );
    expect(verdict.tone).toBe('error');
    expect(segments[0]).toMatchObject({ text: 'bad gateway', tone: 'warning' });
  });
});

test('incidents of a baseline that is about to be replaced are not told', () => {
  const result = { ...resultOf(), anomalies: [past(0)] };
  const during = forecastOf([seriesOf({ drawn: baseline(result), phase: training })]);
  expect(countsOf(during)).toEqual([]);
  expect(panelFacts(during)['data-anomalies']).toBe(0);
  const after = forecastOf([seriesOf({ drawn: baseline(result), phase: { kind: 'stopped' } })]);
  expect(countsOf(after)).toEqual([['incidents', '1 incident']]);
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
