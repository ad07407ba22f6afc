import { decodeForecasts, encodeForecasts, MAX_CHARS } from './carried';
import { english, phrase } from '../../core/language';
import { HOUR, resultOf, T0, trained } from '../../testing/panelFixtures';
import type { SeriesForecast } from '../session/forecastState';

const origin = T0 + 23 * HOUR;
const range = { from: origin - 5 * HOUR, to: origin };
const anomaly = {
  ...{ start: origin - 2 * HOUR, end: origin - HOUR, direction: 'above' as const },
  ...{ peakScore: 2, peakTime: origin - HOUR, severity: 'critical' as const },
};
const breach = {
  threshold: 15,
  direction: 'above' as const,
  time: NaN,
  earliest: origin + HOUR,
  latest: NaN,
  level: 0.8,
};

function seriesOf(change: Partial<SeriesForecast> = {}): SeriesForecast {
  const result = { ...resultOf(), anomalies: [anomaly], breaches: [breach] };
  result.forecast.point[2] = 1 / 3;
  result.anomalyScore[11] = NaN;
  const history = { start: T0 - 100 * HOUR, step: 3600, values: Float64Array.from({ length: 124 }, (_, i) => i / 7) };
  return {
    ...{ key: 'a', name: 'cpu', phase: { kind: 'ready' }, history, drawn: trained(result), isOutOfDate: false },
    ...change,
  };
}

/** Through the clone that Grafana makes, without nulls, and JSON. */
const travel = (text: string | undefined) => JSON.parse(JSON.stringify({ text })).text;

it('brings back what is drawn, number for number', () => {
  const [found] = decodeForecasts(travel(encodeForecasts([seriesOf()], { from: -Infinity, to: origin })))!;
  const { key, name, history, drawn } = seriesOf();
  expect(found).toEqual({ key, name, history, drawn });
});

it('brings back what was said, also as former versions wrote it', () => {
  const said = seriesOf();
  const lost = phrase('{{what}} failed', { what: phrase('all') });
  said.drawn!.result.report.notes = [lost];
  const text = encodeForecasts([said], range)!;
  const notesOf = (written: string) => decodeForecasts(travel(written))![0].drawn.result.report.notes;
  expect(notesOf(text)).toEqual([lost]);
  const older = text.replace(JSON.stringify(lost), '"all {{what}}"');
  expect(notesOf(older).map(english)).toEqual(['all {{what}}']);
});

it('leaves out the past that is not seen, but counts its anomalies', () => {
  expect(
    decodeForecasts(encodeForecasts([seriesOf()], { from: origin, to: origin }))![0].drawn.result.anomalies
  ).toHaveLength(1);
  const [{ drawn, history }] = decodeForecasts(encodeForecasts([seriesOf()], range))!;
  const { result } = drawn;
  expect([...result.expected.times]).toEqual([6, 5, 4, 3, 2, 1, 0].map((hours) => origin - hours * HOUR));
  expect(result.anomalyScore).toHaveLength(7);
  expect(result.expected.intervals.map(({ upper }) => upper.length)).toEqual([7, 7]);
  expect(history!.start).toBe(origin - 6 * HOUR);
  expect([...history!.values]).toEqual([117, 118, 119, 120, 121, 122, 123].map((i) => i / 7));
  expect([...result.forecast.point]).toEqual([...seriesOf().drawn!.result.forecast.point]);
});

it('holds no marker that was not drawn', () => {
  const provisional = seriesOf({
    phase: { kind: 'starting' },
    drawn: { kind: 'baseline', result: seriesOf().drawn!.result },
  });
  expect(decodeForecasts(encodeForecasts([provisional], range))![0].drawn.result.anomalies).toEqual([]);
  expect(decodeForecasts(encodeForecasts([seriesOf()], range))![0].drawn.result.anomalies).toEqual([anomaly]);
});

it('writes nothing where nothing is drawn, or too much', () => {
  expect(encodeForecasts([seriesOf({ drawn: undefined })], range)).toBeUndefined();
  const long = { start: T0, step: 3600, values: new Float64Array(MAX_CHARS / 18).fill(1 / 3) };
  expect(encodeForecasts([seriesOf({ history: long })], { from: -Infinity, to: T0 })).toBeUndefined();
});

describe('what another hand wrote is not read', () => {
  const text = encodeForecasts([seriesOf()], range)!;
  /** The text with one value replaced. */
  const edited = (path: string[], value: unknown) => {
    const written = JSON.parse(text) as { series: Array<Record<string, unknown>> };
    const [last] = path.slice(-1);
    const place = path.slice(0, -1).reduce((at, name) => at[name] as Record<string, unknown>, written.series[0]);
    place[last] = value;
    return JSON.stringify(written);
  };

  it.each<[string, unknown]>([
    ['no text', 17],
    ['no JSON', text.slice(1)],
    ['another version', text.replace('"version":1', '"version":2')],
    ['a list', '[]'],
    ['null', 'null'],
    ['too much', ' '.repeat(MAX_CHARS + 1)],
    ['201 series', JSON.stringify({ version: 1, series: new Array(201).fill(JSON.parse(text).series[0]) })],
    [
      'a column of another length',
      edited(['drawn', 'result', 'forecast', 'point'], { $presage: 'Float64Array', values: [1] }),
    ],
    ['an edge that is no column', edited(['drawn', 'result', 'forecast', 'intervals', '0', 'upper'], 'x')],
    ['a score without times', edited(['drawn', 'result', 'anomalyScore'], { $presage: 'Float64Array', values: [] })],
    ['an anomaly without times', edited(['drawn', 'result', 'anomalies'], [{}])],
    ['markup for a note', edited(['drawn', 'result', 'report', 'notes'], [{ __html: '<img>' }])],
    ['a report without origin', edited(['drawn', 'result', 'report', 'origin'], undefined)],
    ['a forecast of an unknown kind', edited(['drawn', 'kind'], 'x')],
    ['a trained one without its sequence length', edited(['drawn', 'sequenceLength'], undefined)],
    ['a name that is no text', edited(['name'], {})],
  ])('%s', (_, written) => {
    expect(decodeForecasts(written)).toBeUndefined();
  });
});
