import { createTrainingSet } from './trainingSet';
import { FEATURES } from './features';
import { defaultOptions } from '../options/optionValues';
import { makeDaily, STEP } from '../../testing/testSeries';

/** Hours of the local day that the inputs of each row say, 0 to 24. */
function hoursOf(start: string, timeZone: string, days = 10): (time: string) => number {
  const series = { ...makeDaily(days), start: Date.parse(start) };
  const { inputs } = createTrainingSet(series, defaultOptions(), timeZone);
  const [sine, cosine] = [FEATURES.indexOf('sin of the hour'), FEATURES.indexOf('cos of the hour')];
  return (time) => {
    const row = ((Date.parse(time) - series.start) / 1000 / STEP) * FEATURES.length;
    const turn = Math.atan2(inputs[row + sine], inputs[row + cosine]) / (2 * Math.PI);
    return 24 * (turn < -1e-6 ? turn + 1 : turn);
  };
}

describe('the hour that the LSTM sees', () => {
  test('is that of the time zone, not of UTC', () => {
    expect(hoursOf('2026-06-01T00:00:00Z', 'UTC')('2026-06-03T12:00:00Z')).toBeCloseTo(12, 4);
    expect(hoursOf('2026-06-01T00:00:00Z', 'Europe/Berlin')('2026-06-03T12:00:00Z')).toBeCloseTo(14, 4);
    expect(hoursOf('2026-06-01T00:00:00Z', 'Asia/Kathmandu')('2026-06-03T12:00:00Z')).toBeCloseTo(17.75, 4);
  });

  test('follows the clocks when they are put back: noon stays noon, and one hour comes twice', () => {
    const hour = hoursOf('2026-10-20T00:00:00Z', 'Europe/Berlin');
    expect(hour('2026-10-24T10:00:00Z')).toBeCloseTo(12, 4);
    expect(hour('2026-10-25T11:00:00Z')).toBeCloseTo(12, 4);
    expect(hour('2026-10-25T00:30:00Z')).toBeCloseTo(2.5, 4);
    expect(hour('2026-10-25T01:30:00Z')).toBeCloseTo(2.5, 4);
  });

  test('follows the clocks when they are put forward: one hour is left out', () => {
    const hour = hoursOf('2026-03-25T00:00:00Z', 'Europe/Berlin');
    expect(hour('2026-03-29T00:30:00Z')).toBeCloseTo(1.5, 4);
    expect(hour('2026-03-29T01:00:00Z')).toBeCloseTo(3, 4);
    expect(hour('2026-03-30T10:00:00Z')).toBeCloseTo(12, 4);
  });
});
