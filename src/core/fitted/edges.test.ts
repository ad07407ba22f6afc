import { createNoise, makeSeries } from '../../testing/testSeries';
import { defaultOptions } from '../options/optionValues';
import { days, lastValue, naiveDay } from '../members';
import { mean } from '../math/numbers';
import { drawForecast } from './drawForecast';
import { fitForecast } from './fittedForecast';

const STEP = 1800;
const DAY = 48;
const HORIZON = 12;
const course = (i: number) => 50 + 20 * Math.sin((2 * Math.PI * i) / DAY + 2);

/** Error against the course and share in the band of a forecast after `length` rows. */
function measure(length: number, isMissing: (row: number) => boolean) {
  const noise = createNoise(8);
  const series = makeSeries(length, (i) => (isMissing(i) ? NaN : course(i) + 2 * noise()));
  const options = { ...defaultOptions(), horizon: HORIZON * STEP };
  const mask = new Uint8Array(length);
  const fitted = fitForecast(series, options, { timeZone: 'UTC', mask, members: [lastValue, naiveDay, days] });
  const { point, intervals } = drawForecast(fitted, { thresholds: [], trainedAt: 0 }).forecast;
  const { lower, upper } = intervals[1];
  const truth = (h: number) => course(length + h);
  return {
    error: mean(point.map((value, h) => Math.abs(value - truth(h)))),
    inside: mean(point.map((_, h) => (truth(h) >= lower[h] && truth(h) <= upper[h] ? 1 : 0))),
    // What repeating the last day that is known would cost.
    naive: mean(Array.from({ length: HORIZON }, () => Math.abs(2 * noise()))),
  };
}

describe('where the season is known it is forecast', () => {
  test.each([
    ['on two days of history', 2 * DAY, () => false],
    ['on two and a half days', 2.5 * DAY, () => false],
    ['on three days', 3 * DAY, () => false],
    ['a day and two hours after a gap of seven days', 20 * DAY, (i: number) => i >= 12 * DAY - 4 && i < 19 * DAY - 4],
    ['two hours after a gap of seven days', 20 * DAY, (i: number) => i >= 13 * DAY - 4 && i < 20 * DAY - 4],
  ])('%s', (_, length, isMissing) => {
    const { error, inside, naive } = measure(length, isMissing);
    expect(error).toBeLessThan(1.5 * naive + 1);
    expect(inside).toBeGreaterThan(0.85);
  });
});
