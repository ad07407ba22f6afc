import { english } from '../language/phrase';
import { DAY_SECONDS } from '../math/time';
import fc from 'fast-check';
import { forecastBaseline } from './baselineForecast';
import { mean } from '../math/numbers';
import { defaultOptions } from '../options/optionValues';
import { timeAt, toSeries } from '../series/series';
import { change, createNoise, DAY, makeDaily, makeSeries } from '../../testing/testSeries';

const options = defaultOptions();
const forecast = (series: Parameters<typeof forecastBaseline>[0], thresholds: number[] = []) =>
  forecastBaseline(series, options, thresholds);

test('a daily series repeats yesterday, with bands that cover', () => {
  const series = makeDaily(60, 4);
  const result = forecast(series);
  expect(result.report).toMatchObject({ season: DAY, points: 60 * DAY, notes: [] });
  const distances = result.forecast.point.map((point, h) => Math.abs(point - series.values[59 * DAY + h]));
  expect(mean(distances)).toBeLessThan(1);
  expect(Math.abs(result.report.coverage[1].measured - 0.95)).toBeLessThan(0.05);
});

test('the band behind the series is that of one step ahead at each row, and its width does not jump from row to row', () => {
  const noise = createNoise(3);
  const series = makeSeries(30 * DAY, (i) => 50 + 20 * Math.sin((2 * Math.PI * i) / DAY) + 3 * noise());
  const { lower, upper } = forecast(series).expected.intervals[1];
  const widths = Array.from(upper, (edge, i) => edge - lower[i]);
  const changes = widths.slice(1).map((width, i) => Math.abs(width - widths[i]));
  expect(mean(changes)).toBeLessThan(0.25 * mean(widths));
});

test('a line goes on as a line, and tells when a threshold is reached', () => {
  const result = forecast(
    makeSeries(400, (i) => i),
    [405]
  );
  expect(result.report.source).toBe('linear');
  expect(result.forecast.point[11]).toBeCloseTo(411, 6);
  expect(result.breaches).toMatchObject([{ direction: 'above', threshold: 405 }]);
  expect((result.breaches[0].time - result.report.origin) / 1_800_000).toBeCloseTo(6, 6);
});

test('a random walk stays where it is', () => {
  const noise = createNoise(2);
  let level = 0;
  const series = makeSeries(1000, () => (level += noise()));
  const { forecast: ahead, report } = forecast(series);
  expect(report.shares?.[0] ?? { member: report.source }).toMatchObject({ member: 'last-value' });
  ahead.point.forEach((point) => expect(Math.abs(point - level)).toBeLessThan(1));
});

test('a constant is forecast to stay, and says so', () => {
  const { report, forecast: flat, anomalies } = forecast(makeSeries(200, (i) => (i % 5 === 0 ? NaN : 6)));
  expect(report).toMatchObject({ source: 'constant', points: 160, accuracy: [], coverage: [] });
  expect(report.notes).toHaveLength(1);
  expect(flat.point).toEqual(new Float64Array(12).fill(6));
  expect(anomalies).toEqual([]);
});

test.each([
  ['10 points', makeSeries(10, (i) => i), { kind: 'too-little-history', needed: 96, got: 10 }],
  ['only gaps', makeSeries(300, () => NaN), { kind: 'no-values' }],
  ['an empty series', makeSeries(0, () => 0), { kind: 'no-values' }],
])('%s is a typed error', (_, series, detail) => {
  expect(() => forecast(series)).toThrow(expect.objectContaining({ detail: expect.objectContaining(detail) }));
});

test("yesterday's incident is not today's forecast", () => {
  const quiet = makeDaily(30, 2, 3);
  const at = (i: number) => i >= 29 * DAY + 2 && i < 29 * DAY + 6;
  const point = forecast(change(quiet, (value, i) => (at(i) ? value + 80 : value))).forecast.point;
  expect(Math.max(...point.slice(2, 6))).toBeLessThan(100);
});

test('a counter reset is a fall like any other: nothing breaks', () => {
  const noise = createNoise(5);
  const result = forecast(makeSeries(500, (i) => (i < 400 ? i : i - 400) + Math.abs(noise())));
  expect([...result.forecast.point].every(Number.isFinite)).toBe(true);
});

test('the order and doubles of samples change nothing', () => {
  const { values } = makeDaily(10, 2);
  const samples = [...values].map((value, i) => ({ time: i * 1_800_000, value }));
  const shuffled = [...samples, ...samples.slice(50, 90)].sort((a, b) => Math.sin(a.time) - Math.sin(b.time));
  const of = (list: typeof samples) =>
    forecast(
      toSeries(
        list.map(({ time }) => time),
        list.map(({ value }) => value)
      )
    );
  expect(of(shuffled)).toEqual(of(samples));
});

test('any finite values and gaps give finite, nested bands', () => {
  const value = fc.oneof(fc.constant(NaN), fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.integer());
  fc.assert(
    fc.property(fc.array(value, { minLength: 150, maxLength: 250 }), (list) => {
      fc.pre(list.filter((x) => !Number.isNaN(x)).length >= 96);
      const { point, intervals } = forecast(makeSeries(list.length, (i) => list[i])).forecast;
      point.forEach((x, i) => {
        const path = [intervals[1].upper[i], intervals[0].upper[i], x, intervals[0].lower[i], intervals[1].lower[i]];
        expect(path.every(Number.isFinite)).toBe(true);
        expect(path).toEqual([...path].sort((a, b) => b - a));
      });
    }),
    // Where it fails, the values say why: to look for fewer of them takes minutes.
    { numRuns: 30, endOnFailure: true }
  );
});

test('a random walk is inside its band far ahead too, and a long horizon is said to be one', () => {
  const [trials, horizon] = [12, 240];
  let inside = 0;
  for (let trial = 0; trial < trials; trial++) {
    const noise = createNoise(1000 + trial);
    let level = 0;
    const walk = makeSeries(1440 + horizon, () => (level += noise()));
    const past = { ...walk, values: walk.values.slice(0, 1440) };
    const { forecast: ahead, report } = forecastBaseline(past, { ...options, horizon: 5 * DAY_SECONDS }, []);
    const { lower, upper } = ahead.intervals[1];
    inside +=
      walk.values[1439 + horizon] >= lower[horizon - 1] && walk.values[1439 + horizon] <= upper[horizon - 1] ? 1 : 0;
    expect(report.notes.map(english)).toContainEqual(expect.stringContaining('The horizon is 240 steps'));
  }
  // 45 % before widths were extended; the scale itself is measured on one history each, so 95 % is out of reach.
  expect(inside / trials).toBeGreaterThan(0.75);
});

test('an outage of a week leaves a band with a width, and no flood of anomalies', () => {
  const series = change(makeDaily(30, 2, 4), (value, i) => (i >= 21 * DAY && i < 27 * DAY ? NaN : value));
  const { forecast: ahead, anomalies } = forecast(series);
  ahead.intervals.forEach(({ lower, upper }) => upper.forEach((x, h) => expect(x - lower[h]).toBeGreaterThan(2)));
  expect(anomalies).toEqual([]);
});

test('a value every 17 steps is enough for a band and scores', () => {
  const series = change(makeDaily(40, 2, 4), (value, i) => (i % 17 === 0 ? value : NaN));
  const { forecast: ahead, anomalyScore, report } = forecast(series);
  ahead.intervals.forEach(({ lower, upper }) => upper.forEach((x, h) => expect(x - lower[h]).toBeGreaterThan(0)));
  expect(ahead.point.every(Number.isFinite)).toBe(true);
  expect(anomalyScore.some((score) => score > 0)).toBe(true);
  expect(report.coverage[1].count).toBeGreaterThan(20);
});

test('every value outside the band as it is drawn scores above 1, under a bound too', () => {
  const noise = createNoise(6);
  const series = makeSeries(1440, () => 98 + 2 * noise());
  const { expected, anomalyScore } = forecastBaseline(series, { ...options, upperBound: 100 }, []);
  const { lower, upper } = expected.intervals[1];
  let outside = 0;
  anomalyScore.forEach((score, i) => {
    const actual = series.values[1440 - anomalyScore.length + i];
    const isOutside = actual > upper[i] + 1e-9 || actual < lower[i] - 1e-9;
    outside += isOutside ? 1 : 0;
    expect(score > 1 + 1e-9).toBe(isOutside);
  });
  expect(outside).toBeGreaterThan(20);
});

test('a constant beyond its threshold is beyond it', () => {
  const { breaches } = forecast(
    makeSeries(200, () => 95),
    [80]
  );
  expect(breaches).toMatchObject([{ threshold: 80, direction: 'above', already: true }]);
});

test('a series that stopped says how old its last value is, and promises nothing for the time since', () => {
  const line = makeSeries(400, (i) => (i < 395 ? i : NaN));
  const { report, breaches } = forecast(line, [396.5, 404]);
  expect(report.notes.map(english)).toContainEqual(expect.stringContaining('The last value is 2h30m old'));
  expect(breaches).toMatchObject([{ threshold: 404 }]);
  const late = forecast(makeSeries(400, (i) => (i < 398 ? i : NaN)));
  expect(late.report.notes.map(english).join()).not.toContain('old');
});

test('a month of minutes is looked back on from fewer origins, all of it within reach of one', () => {
  const noise = createNoise(7);
  const perDay = 1440;
  const values = Float64Array.from(
    { length: 30 * perDay },
    (_, i) => 50 + 20 * Math.sin((2 * Math.PI * i) / perDay) + noise()
  );
  const { report, expected } = forecastBaseline({ start: 0, step: 60, values }, options, []);
  expect(report.origin).toBe((30 * perDay - 1) * 60_000);
  expect(expected.point.every(Number.isFinite)).toBe(true);
  expect(Math.abs(report.coverage[1].measured - 0.95)).toBeLessThan(0.04);
});

test.each(['band', 'spikes'] as const)(
  'with the method %s it marks what lasts, and leaves jumps to the detector',
  (anomalyMethod) => {
    const quiet = makeDaily(30, 2, 4);
    const marksOf = (rows: number) => {
      const series = change(quiet, (value, i) => (i >= 1380 && i < 1380 + rows ? value + 60 : value));
      return forecastBaseline(series, { ...options, anomalyMethod }, []).anomalies;
    };
    expect(marksOf(10)).toMatchObject([{ direction: 'above', start: timeAt(quiet, 1380) }]);
    expect(marksOf(1)).toEqual([]);
  }
);
