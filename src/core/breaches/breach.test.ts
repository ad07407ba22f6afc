import fc from 'fast-check';
import { breachesAfter, findBreaches } from './breach';
import type { Forecast } from '../bands/forecast';

const HOUR = 3_600_000;

/** Hourly, rising by `slope` an hour from `start`, with bands of +-1 (80 %) and +-3 (95 %). */
function rising(start: number, slope: number, hours = 10): Forecast {
  const point = Float64Array.from({ length: hours }, (_, i) => start + slope * (i + 1));
  const interval = (level: number, half: number) => ({
    level,
    lower: point.map((x) => x - half),
    upper: point.map((x) => x + half),
  });
  return { times: point.map((_, i) => (i + 1) * HOUR), point, intervals: [interval(0.8, 1), interval(0.95, 3)] };
}
const breaches = (forecast: Forecast, value: number, ...thresholds: number[]) =>
  findBreaches(forecast, { time: 0, value }, thresholds);

test('a filling disk: when, between when and when', () => {
  const [breach] = breaches(rising(80, 2), 80, 90);
  expect(breach).toMatchObject({ threshold: 90, direction: 'above', level: 0.8 });
  expect(breach.time / HOUR).toBeCloseTo(5);
  expect(breach.earliest / HOUR).toBeCloseTo(4.5);
  expect(breach.latest / HOUR).toBeCloseTo(5.5);
});

test('the first segment starts at the last actual', () => {
  const [breach] = breaches(rising(88, 4), 88, 90);
  expect(breach.time / HOUR).toBeCloseTo(0.5);
  expect(breach.earliest / HOUR).toBeCloseTo(2 / 5);
});

test('an edge alone, and an edge beyond the horizon', () => {
  expect(breaches(rising(80, 1), 80, 90.5)).toEqual([
    expect.objectContaining({ time: NaN, earliest: 9.5 * HOUR, latest: NaN }),
  ]);
  expect(breaches(rising(80, 1), 80, 100)).toEqual([]);
});

test('downwards', () => {
  const found = breaches(rising(20, -2), 20, 10);
  expect(found).toMatchObject([{ already: true }, { direction: 'below' }]);
  expect(found[1].time / HOUR).toBeCloseTo(5);
  expect(found[1].earliest).toBeLessThan(found[1].time);
});

test('a threshold already reached says so, at the origin', () => {
  expect(breaches(rising(95, 1), 95, 90)).toEqual([
    { threshold: 90, direction: 'above', time: 0, earliest: 0, latest: 0, level: 0.8, already: true },
  ]);
  expect(breaches(rising(90, 1), 90, 90)).toMatchObject([{ already: true }]);
});

test('without a level up to 80 % the narrowest tells, and thresholds count once', () => {
  const forecast = rising(80, 2);
  forecast.intervals.shift();
  expect(breaches(forecast, 80, 90, 90, NaN)).toMatchObject([{ level: 0.95 }]);
});

test('times are in order and inside the horizon', () => {
  const numbers = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(
      numbers,
      fc.double({ min: -100, max: 100, noNaN: true }),
      fc.integer({ min: -100, max: 100 }),
      (path, value, threshold) => {
        const point = Float64Array.from(path);
        const times = point.map((_, i) => (i + 1) * HOUR);
        const interval = { level: 0.8, lower: point.map((x) => x - 5), upper: point.map((x) => x + 5) };
        for (const breach of breaches({ times, point, intervals: [interval] }, value, threshold)) {
          const known = [breach.earliest, breach.time, breach.latest].filter((time) => !Number.isNaN(time));
          expect(known).toEqual([...known].sort((a, b) => a - b));
          expect(known[0]).toBeGreaterThanOrEqual(0);
          expect(known[known.length - 1]).toBeLessThanOrEqual(path.length * HOUR);
        }
      }
    )
  );
});

test('what a stopped series may have crossed meanwhile is not announced', () => {
  const breach = { threshold: 1, direction: 'above' as const, time: 5, earliest: 3, latest: 9, level: 0.8 };
  expect(breachesAfter([breach], 2)).toEqual([breach]);
  expect(breachesAfter([breach], 4)).toEqual([{ ...breach, earliest: 4 }]);
  expect(breachesAfter([breach], 10)).toEqual([]);
  expect(breachesAfter([{ ...breach, time: NaN, latest: NaN }], 2)).toHaveLength(1);
  expect(breachesAfter([{ ...breach, time: NaN, latest: NaN }], 4)).toEqual([]);
  expect(breachesAfter([{ ...breach, time: 0, earliest: 0, latest: 0, already: true }], 4)).toEqual([]);
});
