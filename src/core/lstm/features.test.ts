import { createTrainingSet } from './trainingSet';
import { createView, FEATURES } from './features';
import { baseAt, baseInputs, fitLinearBase } from './linearBase';
import { createDays } from '../history/days';
import { scale } from '../math/scaling';
import { defaultOptions } from '../options/optionValues';
import { createCalendar } from '../series/calendar';
import { largestGap } from '../../testing/largestGap';
import { change, DAY, makeDaily, STEP } from '../../testing/testSeries';

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

describe('the features of a row', () => {
  const series = change(makeDaily(10, 2), (value, t) => (t % 37 === 5 || t === 0 ? NaN : value));
  const calendar = createCalendar('UTC');
  const scaler = { center: 50, spread: 7 };
  const z = scale(series.values, scaler);
  const clip = (value: number) =>
    Math.abs(value) <= 3 ? value : Math.sign(value) * (3 + Math.log(1 + Math.abs(value) - 3));

  test.each([
    ['with a season', DAY],
    ['without one', undefined],
  ])('are what their names say, %s', (_, day) => {
    const days = createDays(series, day ?? 0, calendar);
    // Small spreads, so that some features are clipped.
    const fitted = fitLinearBase(z, day, days, 4);
    const linearBase = { ...fitted, spread: fitted.spread.map((spread) => spread / 2) };
    const view = createView(series, scaler, linearBase, 'UTC');
    const parts = baseInputs(z, linearBase, days);
    const [actual, expected]: number[][] = [[], []];
    let level = parts.last[0];
    expect(view.inputs).toHaveLength(z.length * FEATURES.length);
    for (let t = 0; t < z.length; t++) {
      // An exponential mean over a day.
      level += (2 / (DAY + 1)) * (parts.last[t] - level);
      const last = parts.last[t];
      const usual = parts.season ? parts.season.at(t, t) : level;
      const path = baseAt(t, parts, linearBase, new Float64Array(4));
      const named: Record<(typeof FEATURES)[number], number> = {
        level: clip(last),
        change: clip((t > 0 ? last - parts.last[t - 1] : 0) / linearBase.spread[0]),
        'distance from the season': clip((last - usual) / linearBase.distanceSpread || 0),
        'expected change over the horizon': clip((path[3] - last) / linearBase.spread[3]),
        gap: Number.isNaN(z[t]) ? 1 : 0,
        'sin of the hour': Math.sin((2 * Math.PI * t) / DAY),
        'cos of the hour': Math.cos((2 * Math.PI * t) / DAY),
        // The week begins on Monday, the series on a Thursday.
        'sin of the weekday': Math.sin((2 * Math.PI * (t / DAY + 3)) / 7),
        'cos of the weekday': Math.cos((2 * Math.PI * (t / DAY + 3)) / 7),
      };
      const row = view.inputs.subarray(t * FEATURES.length, (t + 1) * FEATURES.length);
      expected.push(...FEATURES.map((name) => named[name]));
      actual.push(...row);
    }
    expect(largestGap(actual, expected)).toBeLessThan(5e-6);
    expect(view.inputs.some((value) => Math.abs(value) > 3)).toBe(true);
  });

  test('over a long step the slow level looks back on eight steps at least', () => {
    const coarse = { ...series, step: 6 * 3600 };
    const linearBase = fitLinearBase(z, undefined, createDays(coarse, 0, calendar), 2);
    const { inputs, last } = createView(coarse, scaler, linearBase, 'UTC');
    const first = last[0];
    const slow = first + (2 / 9) * (last[1] - first);
    expect(inputs[FEATURES.length + 2]).toBeCloseTo((last[1] - slow) / linearBase.distanceSpread, 5);
  });
});
