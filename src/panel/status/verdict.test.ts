import type { Anomaly } from '../../core/anomalies/anomalies';
import type { Breach } from '../../core/breaches/breach';
import type { ForecastResult } from '../../core/fitted/result';
import { baseline, HOUR, resultOf, T0, trained } from '../../testing/panelFixtures';
import { nothing, type PanelForecast, type SeriesForecast } from '../session/forecastState';
import { isDrawn } from '../session/drawnForecast';
import { crossingsOf } from './crossings';
import { judge } from './verdict';

const NOW = T0 + 23 * HOUR;
const formats = () => ({
  timeZone: 'utc',
  now: NOW,
  value: (value: number) => `${value} %`,
  observed: (time: number) => (time === NOW ? 88 : NaN),
});
const seriesOf = (result: Partial<ForecastResult> = {}, change: Partial<SeriesForecast> = {}): SeriesForecast => ({
  key: 'a',
  name: 'cpu',
  phase: { kind: 'ready' },
  drawn: trained({ ...resultOf(), ...result }),
  isOutOfDate: false,
  ...change,
});
const said = (series: SeriesForecast[], change: Partial<PanelForecast> = {}) => {
  const crossings = crossingsOf(series.filter(isDrawn), formats);
  const { texts, tone } = judge({ ...nothing, series, ...change }, formats, crossings);
  return [tone, ...texts];
};
const training = {
  kind: 'training' as const,
  device: 'wasm' as const,
  progress: { epoch: 1, epochs: 2, trainLoss: 1, validationLoss: 1, remainingMs: 5 },
};
const anomaly = (peakScore = 2): Anomaly => ({
  ...{ start: NOW - 2 * HOUR, end: NOW, peakTime: NOW, direction: 'above', severity: 'critical' },
  peakScore,
});
const breach = (change: Partial<Breach> = {}): Breach => ({
  ...{ threshold: 90, direction: 'above', time: NOW + 3 * HOUR, level: 0.8, probability: 0.95 },
  ...{ earliest: NOW + 2.5 * HOUR, latest: NOW + 3.5 * HOUR },
  ...change,
});

test('all is normal', () => {
  expect(said([seriesOf()])).toEqual(['good', 'Normal']);
  expect(said([seriesOf(), seriesOf({}, { key: 'b' })])).toEqual(['good', 'All 2 series normal']);
});

test('a sentence that has no room is cut between sentences, and then where its first part ends', () => {
  const error = { kind: 'too-little-history' as const, needed: 96, got: 10, step: 1800 };
  const [tone, ...texts] = said([seriesOf({}, { phase: { kind: 'failed', error }, drawn: undefined })]);
  expect([tone, texts[1], texts[2]]).toEqual(['info', 'Learning: 10 of 96 points at a step of 30m.', 'Learning']);
  expect(texts[0]).toMatch(/^Learning: .+ Wait for more data/);
});

test('what nothing is held against is not called normal', () => {
  expect(said([seriesOf()], { isUnjudged: true })[1]).toBe('Not judged: anomalies are switched off');
  const blind = seriesOf({ expected: { times: new Float64Array(0), point: new Float64Array(0), intervals: [] } });
  expect(said([blind])[1]).toBe('Not judged: too little was forecast in the past');
});

describe('of several series', () => {
  const without = (kind: 'waiting' | 'stopped', key: string) =>
    seriesOf({}, { key, phase: { kind }, drawn: undefined });
  const error = { kind: 'no-values' as const };
  const failed = seriesOf({}, { key: 'f', phase: { kind: 'failed', error }, drawn: undefined });
  const blind = seriesOf(
    { expected: { times: new Float64Array(0), point: new Float64Array(0), intervals: [] } },
    { key: 'n' }
  );

  test('those without a forecast are not called normal', () => {
    expect(said([seriesOf(), without('stopped', 'b'), without('stopped', 'c')])).toEqual([
      'info',
      '1 of 3 series normal, 2 without a forecast',
      '1 of 3 series normal',
    ]);
  });

  test('nor judged while others are to come', () => {
    expect(said([seriesOf(), without('stopped', 'b'), without('waiting', 'c')])[1]).toBe(
      'Preliminary: 1 of 3 series judged'
    );
  });

  test('nor are those that nothing is held against', () => {
    expect(said([seriesOf(), blind]).slice(0, 2)).toEqual(['info', '1 of 2 series normal, 1 not judged']);
    expect(said([seriesOf(), blind, failed]).slice(0, 2)).toEqual([
      'warning',
      '1 of 3 series normal, 1 not judged, 1 failed',
    ]);
  });

  test('none is normal where none is judged, whatever fails', () => {
    expect(said([seriesOf(), failed], { isUnjudged: true })).toEqual([
      'warning',
      'Not judged: anomalies are switched off; 1 of 2 series failed',
      'Not judged',
    ]);
    expect(said([blind, failed])[1]).toBe('Not judged: too little was forecast in the past; 1 of 2 series failed');
  });

  test('an anomaly counts all of them', () => {
    const bad = seriesOf({ anomalies: [anomaly()] }, { key: 'x', name: 'web-1' });
    expect(said([bad, without('stopped', 'b')]).at(-1)).toBe('1 of 2 series anomalous');
  });
});

describe('an anomaly that lasts', () => {
  it('comes first: since when, what is seen and what was expected', () => {
    expect(said([seriesOf({ anomalies: [anomaly()], breaches: [breach()] })], { warnings: ['slow'] })).toEqual([
      'error',
      'Anomalous since 21:00: 88 %, expected 10 % (6-14 %)',
      'Anomalous since 21:00: 88 %, expected 10 %',
      'Anomalous since 21:00',
    ]);
  });

  it('of one among several has its name, of more their number and the worst', () => {
    const bad = (name: string, score: number) => seriesOf({ anomalies: [anomaly(score)] }, { key: name, name });
    expect(said([seriesOf(), bad('web-1', 2)]).slice(-2)).toEqual([
      'web-1 anomalous since 21:00',
      '1 of 2 series anomalous',
    ]);
    expect(said([bad('web-1', 2), bad('web-2', 9), seriesOf()])[1]).toBe(
      '2 of 3 series anomalous, web-2 since 21:00: 88 %, expected 10 % (6-14 %)'
    );
  });

  it('stays said while a newer forecast is made, and where none can be', () => {
    const during = seriesOf({ anomalies: [anomaly()] }, { phase: training });
    expect(said([during])[0]).toBe('error');
    const error = { kind: 'history-failed' as const, message: 'down' };
    expect(said([seriesOf({ anomalies: [anomaly()] })], { error })[1]).toContain('Anomalous since');
  });
});

describe('a crossing', () => {
  it('that is likely says in how long, when, within what, and how likely', () => {
    expect(said([seriesOf({ breaches: [breach()] })])).toEqual([
      'warning',
      '90 % in 3 h (Fri 02:00, 01:30-02:30), 95 % likely',
      '90 % in 3 h (Fri 02:00, 01:30-02:30)',
      '90 % in 3 h (Fri 02:00)',
      '90 % in 3 h',
    ]);
    expect(said([seriesOf({ breaches: [breach({ direction: 'below', threshold: 5 })] })]).at(-1)).toBe(
      'Below 5 % in 3 h'
    );
  });

  it('that is only possible does not warn', () => {
    const possible = breach({ time: NaN, latest: NaN, probability: 0.3 });
    expect(said([seriesOf({ breaches: [possible] })]).slice(0, 2)).toEqual([
      'info',
      'May reach 90 % from Fri 01:30, 30 % likely',
    ]);
  });

  it('that is likely comes before what is reached, and that before what is possible', () => {
    const reached = breach({ threshold: 70, already: true, time: NOW });
    const possible = breach({ threshold: 95, time: NaN, latest: NaN, probability: 0.3 });
    expect(said([seriesOf({ breaches: [reached, breach()] })])[1]).toMatch(/^90 % in 3 h/);
    expect(said([seriesOf({ breaches: [possible, reached] })])).toEqual(['warning', 'At or above 70 % now']);
  });

  it('of a preliminary forecast says that it is one, and does not warn', () => {
    const drawn = baseline({ ...resultOf(), breaches: [breach({ threshold: 12 })] });
    const early = seriesOf({}, { phase: training, drawn });
    expect(said([early]).slice(0, 2)).toEqual([
      'info',
      'Preliminary: 12 % in 3 h (Fri 02:00, 01:30-02:30), 95 % likely',
    ]);
    expect(said([early]).every((text, i) => i === 0 || text.startsWith('Preliminary'))).toBe(true);
  });

  it('of a preliminary forecast is not said where the line on screen says otherwise', () => {
    const possible = { time: NaN, latest: NaN, probability: 0.3 };
    const first = (change: Partial<Breach>) =>
      said([seriesOf({}, { phase: training, drawn: baseline({ ...resultOf(), breaches: [breach(change)] }) })])[1];
    // The line goes from 10 to 15 in six hours.
    expect(first({ threshold: 90 })).toBe('Preliminary, not judged yet');
    expect(first({ threshold: 15 })).toBe('Preliminary, not judged yet');
    expect(first({ threshold: 12, ...possible })).toBe('Preliminary, not judged yet');
    expect(first({ threshold: 90, ...possible })).toMatch(/^Preliminary: May reach 90 %/);
    expect(first({ threshold: 12, already: true })).toBe('Preliminary: At or above 12 % now');
  });

  it('of several series the first in time is said, with its name, and without it where that has no room', () => {
    const late = seriesOf({ breaches: [breach({ time: NOW + 5 * HOUR })] }, { name: 'late' });
    const soon = seriesOf({ breaches: [breach()] }, { key: 'b', name: 'soon' });
    const texts = said([late, soon]);
    expect(texts[1]).toMatch(/^soon: 90 % in 3 h/);
    expect(texts.at(-1)).toBe('90 % in 3 h');
  });
});

describe('a preliminary forecast', () => {
  it('is not judged', () => {
    const early = seriesOf({}, { phase: training, drawn: baseline({ ...resultOf(), anomalies: [anomaly()] }) });
    expect(said([early]).slice(0, 2)).toEqual(['busy', 'Preliminary, not judged yet']);
    expect(said([seriesOf(), { ...early, key: 'b' }])[1]).toBe('Preliminary: 1 of 2 series judged');
  });
});

describe('trouble', () => {
  it('that stops the panel is said in full, and its first sentence where that has no room', () => {
    const error = { kind: 'history-failed' as const, message: 'no route to host' };
    const [tone, full, short] = said([seriesOf({}, { drawn: undefined })], { error });
    expect(tone).toBe('error');
    expect(full).toContain('no route to host');
    expect(full.startsWith(short) && short.length < full.length).toBe(true);
  });

  it('of a cold start is no error', () => {
    const error = { kind: 'too-little-history' as const, needed: 96, got: 31, step: 300 };
    const [tone, full, short] = said([seriesOf({}, { phase: { kind: 'failed', error }, drawn: undefined })]);
    expect([tone, full]).toEqual(['info', expect.stringContaining('31 of 96')]);
    expect(short).toMatch(/^Learning/);
  });

  it('of one series among several does not hide the others', () => {
    const error = { kind: 'no-values' as const };
    const failed = seriesOf({}, { key: 'b', phase: { kind: 'failed', error }, drawn: undefined });
    expect(said([seriesOf(), failed])).toEqual(['warning', '1 of 2 series normal, 1 failed', '1 of 2 series normal']);
    expect(said([failed])[0]).toBe('error');
  });

  it('that an old forecast is not replaced is said, and since when', () => {
    const old = seriesOf({}, { phase: { kind: 'stopped' }, isOutOfDate: true });
    expect(said([old])).toEqual(['warning', 'Out of date, from 23:00', 'Out of date']);
    const error = { kind: 'diverged' as const, epoch: 3 };
    expect(said([seriesOf({}, { phase: { kind: 'failed', error }, isOutOfDate: true })])[1]).toContain('diverged');
  });

  it('comes before a crossing, of which an old forecast knows no better', () => {
    expect(said([seriesOf({ breaches: [breach()] })], { warnings: ['No value since 11:00'] })).toEqual([
      'warning',
      'No value since 11:00',
    ]);
  });
});

test('before anything is known', () => {
  expect(said([], { isFetching: true }).slice(0, 2)).toEqual(['busy', 'Learning: fetching the history']);
  expect(said([], { isFetching: true, fetchedShare: 0.4 })[1]).toBe('Learning: fetching the history, 40 %');
  expect(said([])).toEqual(['info', 'Waiting for data']);
  expect(said([seriesOf({}, { drawn: undefined, phase: training })])[1]).toBe('Learning: no forecast yet');
});

test('a model that its series has left is out of date, unless there is something more urgent to say', () => {
  const result = resultOf();
  result.report.drift = { kind: 'misses', outside: 12, points: 24, level: 0.95 };
  const [tone, text, ...shorter] = said([seriesOf(result)]);
  expect(tone).toBe('warning');
  expect(text).toMatch(/^Out of date: 12 of 24 values since its training .+ Retrain does so at once\.$/);
  expect(shorter.at(-1)).toBe('Out of date');
  expect(said([seriesOf({ ...result, breaches: [breach()] })])[1]).toMatch(/^90 % in 3 h/);
  expect(said([seriesOf({ ...result, anomalies: [anomaly()] })])[0]).toBe('error');
  const several = said([seriesOf(result), seriesOf({}, { key: 'b' })]);
  expect(several.slice(1)).toEqual([expect.stringMatching(/^cpu: Out of date: /), '1 of 2 models out of date']);
});
