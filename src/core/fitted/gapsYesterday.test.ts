import { defaultOptions } from '../options/optionValues';
import { DAY, makeDaily } from '../../testing/testSeries';
import { drawForecast } from './drawForecast';
import { fitWithoutLstm } from './fittedForecast';

const options = { ...defaultOptions(), horizon: 86_400 };
const drawn = (gaps: (row: number, count: number) => boolean) => {
  const series = makeDaily(14);
  const values = series.values.map((value, row) => (gaps(row, series.values.length) ? NaN : value));
  return drawForecast(fitWithoutLstm({ ...series, values }, options, { timeZone: 'UTC' }), {
    thresholds: [],
    trainedAt: 0,
  });
};
const calm = drawn(() => false).forecast;

test.each([
  ['an hour of yesterday', (row: number, count: number) => row >= count - DAY + 10 && row < count - DAY + 12],
  ['half of yesterday', (row: number, count: number) => row >= count - DAY + 4 && row < count - DAY / 2 + 4],
  ['an hour of each of the last three days', (row: number, count: number) => row >= count - 3 * DAY && row % DAY < 2],
])('%s is missing: the forecast has no hole, and is near that without gaps', (_, gaps) => {
  const { point, intervals } = drawn(gaps).forecast;
  expect(point.every(Number.isFinite)).toBe(true);
  expect(intervals.every(({ lower, upper }) => [...lower, ...upper].every(Number.isFinite))).toBe(true);
  const spread = Math.max(...calm.point) - Math.min(...calm.point);
  point.forEach((value, h) => expect(Math.abs(value - calm.point[h])).toBeLessThan(0.35 * spread));
});
