import { english } from '../language/phrase';
import fc from 'fast-check';
import { ForecastFailure } from '../options/errors';
import type { Series } from '../series/series';
import { change, createNoise, DAY, makeDaily, makeSeries, STEP } from '../../testing/testSeries';
import { forecastBlend, type BlendForecast } from '../../testing/forecastBlend';
import { describeVerdict } from './verdict';

const HORIZON = DAY / 4;
const series = makeDaily(16);

const numbersOf = ({ point, intervals, quantiles, breaches }: BlendForecast) => [
  ...point,
  ...intervals.flatMap(({ lower, upper }) => [...lower, ...upper]),
  ...quantiles.flatMap(({ path }) => [...path]),
  ...breaches.map(({ probability }) => probability),
];
const widthOf = ({ intervals }: BlendForecast) =>
  intervals.at(-1)!.upper.reduce((sum, upper, h) => sum + upper - intervals.at(-1)!.lower[h], 0);

test('it follows the season, and its bands hold what comes', () => {
  const { point, intervals } = forecastBlend(series, HORIZON);
  const next = makeDaily(17);
  let inside = 0;
  point.forEach((value, h) => {
    expect(Math.abs(value - (50 + 20 * Math.sin((2 * Math.PI * h) / DAY)))).toBeLessThan(3);
    const actual = next.values[16 * DAY + h];
    inside += actual >= intervals[1].lower[h] && actual <= intervals[1].upper[h] ? 1 : 0;
  });
  expect(inside / HORIZON).toBeGreaterThan(0.85);
});

test('quantiles rise, a wider level contains the narrower one, and the median is the point', () => {
  const noise = createNoise(7);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 12, max: 16 * DAY }), (seed, length) => {
      const random = makeSeries(length, (t) => 10 * Math.sin((seed * t) / DAY) + noise() * (1 + (t % seed) / seed));
      const forecast = forecastBlend(random, HORIZON, { levels: [0.5, 0.8, 0.95, 0.99] });
      forecast.quantiles.slice(1).forEach(({ path }, k) => {
        path.forEach((value, h) => expect(value).toBeGreaterThanOrEqual(forecast.quantiles[k].path[h]));
      });
      forecast.intervals.slice(1).forEach(({ lower, upper }, l) => {
        lower.forEach((value, h) => expect(value).toBeLessThanOrEqual(forecast.intervals[l].lower[h]));
        upper.forEach((value, h) => expect(value).toBeGreaterThanOrEqual(forecast.intervals[l].upper[h]));
      });
      expect(forecast.quantiles.find(({ quantile }) => quantile === 0.5)?.path).toEqual(forecast.point);
      expect(numbersOf(forecast).every(Number.isFinite)).toBe(true);
    }),
    { numRuns: 8 }
  );
});

test('it moves and stretches with the series', () => {
  const plain = numbersOf(forecastBlend(series, HORIZON));
  for (const [factor, shift] of [
    [1e6, 0],
    [1e-6, 0],
    [2, -1e4],
  ]) {
    const moved = forecastBlend(
      change(series, (value) => factor * value + shift),
      HORIZON
    );
    numbersOf(moved).forEach((value, i) => {
      expect(Math.abs((value - shift) / factor - plain[i])).toBeLessThan(1e-3);
    });
  }
});

test('each series is forecast alone: in any order, twice, beside others', () => {
  const other = makeDaily(16, 4, 9);
  const first = forecastBlend(series, HORIZON);
  forecastBlend(other, HORIZON);
  expect(forecastBlend(series, HORIZON)).toEqual(first);
});

test('a series that has stopped is forecast from its last value, whatever room there is after it', () => {
  const stopped = { ...series, values: Float64Array.from([...series.values, ...new Array<number>(20).fill(NaN)]) };
  expect(forecastBlend(stopped, HORIZON)).toEqual(forecastBlend(series, HORIZON));
});

test('bounds hold for the point and for all edges', () => {
  const bounds = { lower: 40, upper: 60 };
  const { point, intervals, quantiles } = forecastBlend(series, DAY, { bounds });
  for (const path of [
    point,
    ...intervals.flatMap(({ lower, upper }) => [lower, upper]),
    ...quantiles.map((q) => q.path),
  ]) {
    expect(Math.min(...path)).toBeGreaterThanOrEqual(40);
    expect(Math.max(...path)).toBeLessThanOrEqual(60);
  }
});

test('a masked incident leaves forecast and band about as they were', () => {
  const from = 13 * DAY;
  const isIncident = (t: number) => t >= from && t < from + DAY / 2;
  const hit = change(series, (value, t) => (isIncident(t) ? 500 : value));
  const mask = Uint8Array.from(series.values, (_, t) => (isIncident(t) ? 1 : 0));
  const clean = forecastBlend(series, HORIZON);
  const masked = forecastBlend(hit, HORIZON, { mask });
  masked.point.forEach((value, h) => expect(Math.abs(value - clean.point[h])).toBeLessThan(2));
  expect(widthOf(masked)).toBeLessThan(1.5 * widthOf(clean));
  expect(widthOf(forecastBlend(hit, HORIZON))).toBeGreaterThan(1.5 * widthOf(clean));
  // Where it counts for the bands, it does as far as other values reach: here to 70 and not to 500.
  const counted = widthOf(forecastBlend(hit, HORIZON, { mask, countsMasked: true }));
  expect(counted).toBeGreaterThanOrEqual(widthOf(masked));
  expect(counted).toBeLessThan(0.2 * widthOf(forecastBlend(hit, HORIZON)));
});

test('the band grows over a gap before the origin', () => {
  let level = 0;
  const noise = createNoise(3);
  const walk = makeSeries(15 * DAY, () => (level += noise()));
  const gap = Uint8Array.from(walk.values, (_, t) => (t >= 15 * DAY - 10 ? 1 : 0));
  expect(widthOf(forecastBlend(walk, HORIZON, { mask: gap }))).toBeGreaterThan(widthOf(forecastBlend(walk, HORIZON)));
});

const drawn: Array<[string, Series, BlendForecast['verdict']['kind']]> = [
  ['10 points', makeSeries(10, (t) => t % 4), 'too-little-history'],
  ['two days', makeDaily(2), 'too-little-history'],
  ['four days', makeDaily(4), 'blend'],
  ['ten days', makeDaily(10), 'blend'],
  ['a constant', makeSeries(15 * DAY, () => 7), 'constant'],
  ['a step without days', { ...makeSeries(200, (t) => Math.sin(t)), step: 7 * 3600 }, 'too-little-history'],
  ['gaps of a day', change(makeDaily(16), (value, t) => (Math.floor(t / DAY) % 4 === 2 ? NaN : value)), 'blend'],
  ['one known value in three', change(makeDaily(16), (value, t) => (t % 3 === 0 ? value : NaN)), 'blend'],
];
test.each(drawn)('%s: a forecast without NaN, and a sentence about it', (_, given, kind) => {
  const forecast = forecastBlend(given, HORIZON, { thresholds: [60] });
  expect(forecast.point).toHaveLength(HORIZON);
  expect(numbersOf({ ...forecast, breaches: [] }).every(Number.isFinite)).toBe(true);
  expect(forecast.verdict.kind).toBe(kind);
  expect(english(describeVerdict(forecast.verdict))).toMatch(/^[A-Z].*\.$/);
});

test('a random walk is left to the last value or a blend that is better', () => {
  let level = 0;
  const noise = createNoise(5);
  const { verdict } = forecastBlend(
    makeSeries(20 * DAY, () => (level += noise())),
    HORIZON
  );
  expect(verdict).toMatchObject({ naive: 'last-value' });
});

test('nine points are too few, none are none', () => {
  const failure = (given: Series) => {
    try {
      forecastBlend(given, 3);
    } catch (error) {
      return error instanceof ForecastFailure ? error.detail : error;
    }
    return undefined;
  };
  expect(failure(makeSeries(9, (t) => t))).toEqual({ kind: 'too-little-history', needed: 10, got: 9, step: STEP });
  expect(failure(makeSeries(30, () => NaN))).toEqual({ kind: 'no-values' });
});

test('the clocks change: what people do stays at its local hour', () => {
  // From 2026-10-01; Berlin's clocks go back on 2026-10-25. A wave that follows local time.
  const change25 = 24 * DAY + 2;
  const noise = createNoise(2);
  const local = (t: number) => t + (t < change25 ? 4 : 2);
  const wave = (t: number) => 50 + 20 * Math.sin((2 * Math.PI * local(t)) / DAY);
  const people = makeSeries(25 * DAY + 12, (t) => wave(t) + noise());
  const errorIn = (timeZone: string) =>
    forecastBlend(people, DAY, { timeZone }).point.reduce(
      (sum, y, h) => sum + Math.abs(y - wave(25 * DAY + 12 + h)),
      0
    );
  expect(errorIn('Europe/Berlin')).toBeLessThan(0.7 * errorIn('UTC'));
});
