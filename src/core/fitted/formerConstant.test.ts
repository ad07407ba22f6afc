import { english } from '../language/phrase';
import { defaultOptions } from '../options/optionValues';
import { DAY, makeSeries } from '../../testing/testSeries';
import { forecastBaseline } from './baselineForecast';

const LENGTH = 21 * DAY;
const drawn = (age: number, to = 7, thresholds: number[] = []) =>
  forecastBaseline(
    makeSeries(LENGTH, (i) => (i < LENGTH - age ? 3 : to)),
    defaultOptions(),
    thresholds
  );

describe('a value that was constant for weeks and is another now', () => {
  test.each([1, 2, 5, 13, 40, 100])('for %d steps is not said never to change, and the band holds both', (age) => {
    const { report, forecast } = drawn(age);
    const { lower, upper } = forecast.intervals[1];
    expect(report.notes.map(english).join(' ')).not.toMatch(/never changes/);
    expect(report.notes.map(english)).toContainEqual(expect.stringContaining('The latest values are anomalous'));
    expect([Math.round(lower[11]), Math.round(upper[11])]).toEqual([3, 7]);
  });

  test('below it too, and its threshold is passed', () => {
    const { forecast, breaches } = drawn(13, 1, [2]);
    const { lower, upper } = forecast.intervals[1];
    expect([Math.round(lower[11]), Math.round(upper[11])]).toEqual([1, 3]);
    expect(breaches).toEqual([]);
  });

  test('that never was another is said never to change', () => {
    expect(drawn(0).report.notes.map(english).join(' ')).toMatch(/never changes/);
  });
});
