import { english } from '../language/phrase';
import { days, lastValue, naiveDay } from '../members';
import { defaultOptions } from '../options/optionValues';
import { HOUR_SECONDS } from '../math/time';
import { createNoise, DAY, makeSeries } from '../../testing/testSeries';
import { drawForecast } from './drawForecast';
import { forecastBaseline } from './baselineForecast';
import { fitForecast } from './fittedForecast';

const LENGTH = 20 * DAY;
const SIZE = 40;
const wave = (size: number) => (i: number) => 40 + size * Math.sin((2 * Math.PI * i) / DAY);
/** A course that has been `size` away from its usual one for the last `age` rows. */
function shifted(course: (i: number) => number, age: number, size = SIZE) {
  const noise = createNoise(3);
  return makeSeries(LENGTH, (i) => course(i) + 2 * noise() + (i >= LENGTH - age ? size : 0));
}
const instant = (age: number, hours: number, { course = wave(0), size = SIZE, thresholds = [60] } = {}) =>
  forecastBaseline(shifted(course, age, size), { ...defaultOptions(), horizon: hours * HOUR_SECONDS }, thresholds);
type Result = ReturnType<typeof instant>;
const band = ({ forecast }: Result, level = 1) => forecast.intervals[level];

describe.each([
  [
    'flat',
    wave(0),
    [
      [1, 6],
      [3, 2],
      [12, 6],
      [13, 6],
      [16, 24],
      [48, 6],
      [49, 2],
      [144, 24],
    ],
  ],
  [
    'seasonal',
    wave(15),
    [
      [1, 2],
      [6, 24],
      [13, 6],
      [24, 6],
      [96, 12],
    ],
  ],
] as const)('a level that a %s series has held', (_, course, cases) => {
  test.each([...cases])('for %d steps, %d h ahead: the band holds it and the usual course', (age, hours) => {
    const result = instant(age, hours, { course });
    const { lower, upper } = band(result);
    const last = lower.length - 1;
    const usual = course(LENGTH + last);
    expect(lower[last]).toBeLessThan(usual + 2);
    // A step that has been off once is off for two days more with a chance of one in fifty: no band of 95 % holds that.
    expect(upper[last]).toBeGreaterThan(usual + SIZE - 3);
    expect(upper[last]).toBeLessThan(usual + SIZE + 25);
    expect(result.breaches).toMatchObject([{ threshold: 60, already: true }]);
    expect(result.report.notes.map(english)).toContainEqual(expect.stringContaining('The latest values are anomalous'));
  });

  test('is forecast on once it is an hour old, where nothing like it has been, and a return before that', () => {
    const at = (age: number) => instant(age, 6, { course }).forecast.point.at(-1)! - course(LENGTH + 11);
    expect(Math.abs(at(1))).toBeLessThan(6);
    expect(Math.abs(at(2) - SIZE)).toBeLessThan(6);
    expect(Math.abs(at(13) - SIZE)).toBeLessThan(6);
    expect(Math.abs(at(144) - SIZE)).toBeLessThan(6);
  });

  test('is all that the band holds in the end', () => {
    const { lower } = band(instant(144, 2, { course }), 0);
    lower.forEach((edge, h) => expect(edge).toBeGreaterThan(course(LENGTH + h) + SIZE / 2));
  });
});

test('a level below is as one above', () => {
  const result = instant(24, 6, { size: -SIZE, thresholds: [20] });
  expect(band(result).lower.at(-1)).toBeLessThan(3);
  expect(band(result).upper.at(-1)).toBeGreaterThan(38);
  expect(result.forecast.point.at(-1)).toBeLessThan(6);
  expect(result.breaches).toEqual([]);
});

test('incidents that were over sooner say that this one will be, too', () => {
  const noise = createNoise(3);
  const isJob = (i: number) => [15, 17, 18].some((day) => i >= day * DAY + 3 * day && i < day * DAY + 3 * day + 4);
  const of = (hasPast: boolean) =>
    forecastBaseline(
      makeSeries(LENGTH, (i) => 40 + 2 * noise() + ((hasPast && isJob(i)) || i >= LENGTH - 3 ? SIZE : 0)),
      defaultOptions(),
      []
    );
  expect(of(false).forecast.point[1]).toBeGreaterThan(70);
  expect(of(true).forecast.point[1]).toBeLessThan(50);
});

test.each([1, 2, 3, 4, 5, 6])('tails of the noise are no incidents that were over sooner (seed %d)', (seed) => {
  const noise = createNoise(seed);
  const { forecast } = forecastBaseline(
    makeSeries(LENGTH, (i) => 40 + 2 * noise() + (i >= LENGTH - 2 ? SIZE : 0)),
    { ...defaultOptions(), horizon: 6 * HOUR_SECONDS },
    []
  );
  expect(forecast.point.at(-1)).toBeGreaterThan(70);
});

test('the worker forecasts the same two courses, the season on each', () => {
  const course = wave(15);
  const fitted = fitForecast(shifted(course, 13), defaultOptions(), {
    ...{ timeZone: 'UTC', mask: new Uint8Array(LENGTH), members: [lastValue, naiveDay, days] },
  });
  const { forecast, calm } = drawForecast(fitted, { thresholds: [], trainedAt: 0 });
  forecast.point.forEach((point, h) => expect(Math.abs(point - course(LENGTH + h) - SIZE)).toBeLessThan(4));
  calm!.point.forEach((point, h) => expect(Math.abs(point - course(LENGTH + h))).toBeLessThan(4));
  // The LSTM does not see the level either.
  expect([...fitted.mask.subarray(LENGTH - 13)].every((one) => one === 1)).toBe(true);
});
