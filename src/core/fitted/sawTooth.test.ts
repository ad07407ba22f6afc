import { defaultOptions } from '../options/optionValues';
import { DAY_SECONDS } from '../math/time';
import { createNoise, DAY, makeSeries } from '../../testing/testSeries';
import { forecastBaseline } from './baselineForecast';

const LENGTH = 20 * DAY;
const CLEAN = 40;
const RATE = 45 / (4 * DAY);

/** A disk that fills up for about four days and is cleaned up to 40 %, the last time `age` steps before its end. */
function disk(age: number, seed: number) {
  const noise = createNoise(seed);
  const cleanUps = new Set<number>();
  for (let row = LENGTH - age; row > 0; row -= Math.round(DAY * (3.5 + 1.2 * Math.abs(noise())))) {
    cleanUps.add(row);
  }
  let level = 50;
  const course = Array.from(
    { length: LENGTH + DAY / 2 },
    (_, i) => (level = (cleanUps.has(i) && i < LENGTH ? CLEAN : level) + RATE * (1 + 0.3 * noise()))
  );
  const options = { ...defaultOptions(), horizon: DAY_SECONDS / 2, lowerBound: 0 };
  const { forecast } = forecastBaseline(
    makeSeries(LENGTH, (i) => course[i]),
    options,
    []
  );
  return { before: course[LENGTH - age - 1], future: course.slice(LENGTH), ...forecast.intervals[1] };
}

describe.each([1, 2])('a disk that fills up and is cleaned up at odd times, seed %d', (seed) => {
  test.each([2, 6, 24])('stays in its band %d steps after a clean-up, which is not below empty', (age) => {
    const { future, lower, upper } = disk(age, seed);
    const inside = future.filter((value, h) => value >= lower[h] && value <= upper[h]).length;
    expect(inside / future.length).toBeGreaterThanOrEqual(0.85);
    expect(Math.min(...lower)).toBeGreaterThanOrEqual(0);
  });

  test('has a band of both levels right after it', () => {
    const { before, lower, upper } = disk(1, seed);
    expect(lower[0]).toBeLessThan(CLEAN + 2);
    expect(upper[0]).toBeGreaterThan(before - 2);
  });
});
