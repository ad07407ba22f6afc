import { drawForecast } from './drawForecast';
import { defaultOptions } from '../options/optionValues';
import { fitWithoutLstm } from './fittedForecast';
import { timeAt } from '../series/series';
import { change, DAY, makeDaily } from '../../testing/testSeries';

const SIZE = 40;

// Where the network is not trained yet, the marks of the grid are all that is drawn.
test.each([
  ['calibrated', 3, 22, 1],
  ['sustained', 1, 10, 6],
  ['sustained', 3, 22, 12],
] as const)(
  'by %s an incident is marked on its excursion, not on the way back (seed %d)',
  (method, seed, hour, rows) => {
    const from = 27 * DAY + 2 * hour;
    const usual = makeDaily(30, 2, seed);
    const series = change(usual, (value, row) => (row >= from && row < from + rows ? value + SIZE : value));
    const options = { ...defaultOptions(), anomalyMethod: method };
    const { anomalies } = drawForecast(fitWithoutLstm(series, options, { timeZone: 'UTC' }), {
      ...{ thresholds: [], trainedAt: 0 },
    });
    const found = anomalies.find(({ start }) => start === timeAt(series, from))!;
    expect(found.direction).toBe('above');
    const values = new Map([...series.values].map((value, row) => [timeAt(series, row), value - usual.values[row]]));
    expect(values.get(found.peakTime)).toBeCloseTo(SIZE);
  }
);
