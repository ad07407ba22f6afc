import { defaultOptions } from '../options/optionValues';
import { createNoise, DAY, makeSeries } from '../../testing/testSeries';
import { forecastBaseline } from './baselineForecast';

const noise = createNoise(7);
const steps = Array.from({ length: 30 * DAY }, () => noise());
/** A day's course that rests at 0 for half of the day. */
const rest = (i: number) => {
  const course = 20 * Math.sin((2 * Math.PI * i) / DAY) + 0.5 * steps[i];
  return Math.max(0, course);
};
const drawn = (bounds: object, value: (i: number) => number) =>
  forecastBaseline(makeSeries(30 * DAY, value), { ...defaultOptions(), ...bounds }, []);

describe('a value within a tolerance of a bound is at it', () => {
  test.each([
    ['of -1e-7 below the lower bound 0', { lowerBound: 0 }, 0, -1e-7, 1],
    ['of -5e-5 below the lower bound 0', { lowerBound: 0 }, 0, -5e-5, 1],
    ['of 1e-7 above the lower bound 0', { lowerBound: 0 }, 0, 1e-7, 1],
    ['of 1e-7 above the upper bound 100', { upperBound: 100 }, 100, 1e-7, -1],
    ['of 1e-7 below both of two bounds', { lowerBound: 0, upperBound: 100 }, 0, -1e-7, 1],
    ['of -1e-7 below a bound of 5', { lowerBound: 5 }, 5, -1e-7, 1],
  ])('dust %s', (_, bounds, at, dust, sign) => {
    const clean = drawn(bounds, (i) => at + sign * rest(i));
    const dusty = drawn(bounds, (i) => at + sign * rest(i) + (rest(i) === 0 ? dust : 0));
    expect(dusty.report.coverage[1].measured).toBeCloseTo(clean.report.coverage[1].measured, 3);
    expect(dusty.report.coverage[1].measured).toBeGreaterThan(0.9);
    expect(dusty.anomalies).toEqual(clean.anomalies);
  });

  test('at any scale of the series', () => {
    const bytes = drawn({ lowerBound: 0 }, (i) => 1e9 * rest(i) - (rest(i) === 0 ? 1e3 : 0));
    expect(bytes.report.coverage[1].measured).toBeGreaterThan(0.9);
    expect(bytes.anomalies).toEqual([]);
  });
});

test('a value that is clearly beyond a bound stays unlikely', () => {
  const { anomalies, anomalyScore } = drawn({ lowerBound: 0 }, (i) =>
    i >= 29 * DAY + 30 && i < 29 * DAY + 36 ? -8 : rest(i)
  );
  expect(anomalies).not.toEqual([]);
  expect(Math.max(...anomalyScore)).toBeGreaterThan(1);
});
