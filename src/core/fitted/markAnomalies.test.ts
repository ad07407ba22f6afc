import { drawForecast } from './drawForecast';
import { defaultOptions } from '../options/optionValues';
import { fitWithoutLstm } from './fittedForecast';
import { timeAt } from '../series/series';
import { change, DAY, makeDaily } from '../../testing/testSeries';

const usual = makeDaily(30, 2, 1);
/** Before the rise of the second last morning. */
const from = 28 * DAY + 6;
/** The value stays where it was for seven hours, with its noise. */
const flat = change(usual, (value, row) =>
  row >= from && row < from + 14
    ? usual.values[from] + (usual.values[row - 7 * DAY] - usual.values[row - 8 * DAY]) / 2
    : value
);
const drawnBy = (anomalyMethod: 'band' | 'calibrated' | 'spikes', change = {}) =>
  drawForecast(fitWithoutLstm(flat, { ...defaultOptions(), anomalyMethod, ...change }, { timeZone: 'UTC' }), {
    thresholds: [],
    trainedAt: 0,
  });
const anomaliesBy = (anomalyMethod: 'band' | 'spikes') => drawnBy(anomalyMethod).anomalies;

test('a morning on which nothing rises: the band marks it while it lasts, and no jump announces it', () => {
  const marked = anomaliesBy('band');
  expect(marked).toMatchObject([{ direction: 'below' }]);
  const [{ start, end }] = marked;
  expect(start).toBeGreaterThanOrEqual(timeAt(flat, from));
  expect(end).toBeLessThan(timeAt(flat, from + 14));
  expect(end - start).toBeGreaterThanOrEqual(2 * 3_600_000);
  expect(anomaliesBy('spikes').filter((anomaly) => anomaly.start < timeAt(flat, from + 14))).toEqual([]);
});

test('the default marks it too, and its score is the distance from what was expected, as that of live samples', () => {
  const { anomalies, anomalyScore } = drawnBy('calibrated');
  const marked = anomalies.filter(({ start }) => start >= timeAt(flat, from) && start < timeAt(flat, from + 14));
  expect(marked).toMatchObject([{ direction: 'below' }]);
  expect(anomalyScore).toEqual(drawnBy('band').anomalyScore);
});

test.each(['band', 'calibrated'] as const)('a band that is wider below marks less below: %s', (method) => {
  const below = (change = {}) => {
    const { anomalies, expected } = drawnBy(method, change);
    return { marks: anomalies.filter(({ direction }) => direction === 'below'), expected };
  };
  const usually = below();
  expect(usually.marks.length).toBeGreaterThan(0);
  const wide = below({ widthBelow: 10 });
  expect(wide.marks).toEqual([]);
  expect(wide.expected).toEqual(usually.expected);
  expect(below({ widthAbove: 10 }).marks).toEqual(usually.marks);
});
