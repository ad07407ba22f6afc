import { defaultOptions } from '../options/optionValues';
import { createNoise, DAY, makeSeries } from '../../testing/testSeries';
import { forecastBaseline } from './baselineForecast';
import { watch } from '../live/watch';

const options = { ...defaultOptions(), lowerBound: 0 };
const noise = createNoise(11);
const steps = Array.from({ length: 20 * DAY }, () => noise());
const drawn = (value: (i: number) => number) => forecastBaseline(makeSeries(20 * DAY, value), options, []);
const workers = (i: number) => 6 + 4 * Math.sin((2 * Math.PI * i) / DAY) + steps[i];
const wholeOf = (values: ArrayLike<number>) => Array.from(values).filter((value) => !Number.isNaN(value));

describe('a count', () => {
  const counted = (i: number) => Math.max(0, Math.round(workers(i)));
  const { expected, forecast, anomalyScore, report } = drawn(counted);

  test.each([
    ['expected', expected],
    ['forecast', forecast],
  ])('is %s as a whole number, in bands of whole numbers that hold it', (_, { point, intervals }) => {
    expect(intervals).toHaveLength(2);
    for (const { lower, upper } of intervals) {
      for (const edge of [point, lower, upper]) {
        expect(wholeOf(edge).filter((value) => !Number.isInteger(value))).toEqual([]);
      }
      expect(point.every((value, i) => lower[i] <= value && value <= upper[i])).toBe(true);
    }
  });

  test('scores more than 1 outside of the band that is drawn, and no more inside', () => {
    const { lower, upper } = expected.intervals[1];
    const first = 20 * DAY - expected.times.length;
    anomalyScore.forEach((score, i) => {
      const actual = counted(first + i);
      expect([i, score > 1]).toEqual([i, actual < lower[i] || actual > upper[i]]);
    });
    expect(report.coverage[1].measured).toBeGreaterThan(0.93);
  });

  test('has bands of whole numbers at its samples too, unless these are none', () => {
    const { origin, step } = report;
    const times = Array.from({ length: 2000 }, (_, i) => origin - (1999 - i) * 200 * step);
    const sampled = (shift: number) => {
      const values = times.map((_, i) => Math.max(0, Math.round(6 + 2 * steps[i % steps.length])) + shift);
      return watch({ ...drawn(counted) }, { times, values }, options)!;
    };
    const whole = sampled(0);
    expect(wholeOf(whole.upper).every(Number.isInteger)).toBe(true);
    expect(wholeOf(sampled(0.5).upper).every(Number.isInteger)).toBe(false);
  });
});

test('a count that is one off at once is as far off as it is, not endlessly', () => {
  const steady = drawn((i) => (i % 97 === 0 ? 4 : 3));
  const { origin, step } = steady.report;
  const times = Array.from({ length: 2000 }, (_, i) => origin - (1999 - i) * 200 * step);
  const { score, lower, upper } = watch(steady, { times, values: times.map((_, i) => (i > 1990 ? 2 : 3)) }, options)!;
  expect([lower[1980], upper[1980]]).toEqual([3, 3]);
  expect(score[1980]).toBe(0);
  expect(score[1995]).toBeGreaterThan(1);
  expect(score[1995]).toBeLessThan(5);
});

test('a replica that is lost is outside: rounding makes no room for it', () => {
  const { anomalyScore, expected } = drawn((i) => (i >= 20 * DAY - 8 ? 2 : i % 97 === 0 ? 4 : 3));
  const first = expected.times.length - 8;
  expect([expected.intervals[1].lower[first], expected.intervals[1].upper[first]]).toEqual([3, 3]);
  expect(anomalyScore[first]).toBeGreaterThan(1);
});

test.each([
  ['hundredths', (i: number) => Math.round(100 * workers(i)) / 100],
  ['a share of a count', (i: number) => Math.round(workers(i)) / 16],
])('%s are not rounded', (_, value) => {
  const { forecast } = drawn(value);
  expect(forecast.point.some((one) => !Number.isInteger(one))).toBe(true);
});
