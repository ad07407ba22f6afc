import { days, lastValue, naiveDay } from '../members';
import { defaultOptions } from '../options/optionValues';
import { createNoise, DAY, makeSeries } from '../../testing/testSeries';
import { drawForecast } from './drawForecast';
import { fitForecast } from './fittedForecast';

const LENGTH = 30 * DAY;
const RUNNING = 5;

/** 50 +- .5, one old spike, and the last five points at 150. */
function marked(size: number, daysAgo: number, running = 150): boolean {
  const noise = createNoise(7);
  const spike = LENGTH - Math.round(daysAgo * DAY);
  const series = makeSeries(LENGTH, (i) =>
    i === spike ? size : i >= LENGTH - RUNNING ? running + 0.5 * noise() : 50 + 0.5 * noise()
  );
  const mask = new Uint8Array(LENGTH);
  const members = [lastValue, naiveDay, days];
  const fitted = fitForecast(series, defaultOptions(), { timeZone: 'UTC', mask, members });
  const { anomalies } = drawForecast(fitted, { thresholds: [], trainedAt: 0 });
  const from = series.start + (LENGTH - RUNNING) * series.step * 1000;
  return anomalies.some(({ start, end }) => start <= from && end >= from);
}

test.each([
  [2500, 5],
  [2500, 1.2],
  [2500, 12],
  [2500, 25],
  [400, 5],
  [1e6, 5],
  [-2500, 5],
])('a spike to %d, %d days ago, does not hide an incident that runs now', (size, daysAgo) => {
  expect(marked(size, daysAgo)).toBe(true);
});

test('without an incident now nothing is marked now', () => {
  expect(marked(2500, 5, 50)).toBe(false);
});
