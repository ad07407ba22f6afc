import { days, lastValue, naiveDay } from '../members';
import { defaultOptions } from '../options/optionValues';
import { createNoise, DAY, makeSeries, START, STEP } from '../../testing/testSeries';
import { drawForecast } from './drawForecast';
import { fitForecast } from './fittedForecast';

const LENGTH = 21 * DAY;
const NOON = DAY / 2;
const TODAY = LENGTH - DAY;
const timeOf = (row: number) => START + row * STEP * 1000;

type Value = (hour: number, isMissed: boolean, noise: number) => number;
type Method = 'calibrated' | 'band';
/** Today's marks of a panel whose job is missed on the last day. */
function marksOf(value: Value, anomalyMethod: Method, isMissed = true, rows = DAY) {
  const noise = createNoise(4);
  const series = makeSeries(TODAY + rows, (i) => value(i % DAY, isMissed && i >= TODAY, noise()));
  const mask = new Uint8Array(series.values.length);
  const members = [lastValue, naiveDay, days];
  const fitted = fitForecast(series, { ...defaultOptions(), anomalyMethod }, { timeZone: 'UTC', mask, members });
  const { anomalies } = drawForecast(fitted, { thresholds: [], trainedAt: 0 });
  return anomalies.filter(({ start }) => start >= timeOf(TODAY));
}
const job =
  (steps: number, from: number, to: number, noisiness: number): Value =>
  (hour, isMissed, noise) =>
    (hour >= NOON && hour < NOON + steps && !isMissed ? to : from) + noisiness * noise;

describe.each(['calibrated', 'band'] as const)('what is expected and does not happen is an anomaly: %s', (method) => {
  test.each([
    ['a job of an hour', job(2, 10, 90, 0.5), 'below'],
    ['a job of half an hour', job(1, 10, 90, 0.5), 'below'],
    ['a noisy job of an hour', job(2, 10, 90, 2), 'below'],
    ['a job that never varies', job(2, 0, 5, 0), 'below'],
    ['steps of half a day', job(24, 10, 90, 0.5), 'below'],
    ['a nightly stop that did not come', job(2, 90, 10, 0.5), 'above'],
    [
      'a job on top of a wave',
      (hour, isMissed, noise) => {
        const base = 30 + 15 * Math.sin((2 * Math.PI * hour) / DAY);
        return job(2, base, base + 50, 1)(hour, isMissed, noise);
      },
      'below',
    ],
  ] as Array<[string, Value, string]>)('%s, missed today', (_, value, direction) => {
    const [first, ...later] = marksOf(value, method);
    expect(first).toMatchObject({ start: timeOf(TODAY + NOON), direction });
    // A line that would have moved by now stands still.
    expect(later.filter(({ reason }) => reason?.channel !== 'still')).toEqual([]);
    expect(marksOf(value, method, false)).toEqual([]);
  });

  test('it is marked while it is missing', () => {
    expect(marksOf(job(2, 10, 90, 0.5), method, true, NOON + 1)).toHaveLength(1);
    expect(marksOf(job(2, 10, 90, 0.5), method, true, NOON)).toEqual([]);
  });
});
