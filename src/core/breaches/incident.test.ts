import { english } from '../language/phrase';
import { carryIncident, isReturn, ongoingIncident } from './incident';
import { defaultOptions } from '../options/optionValues';
import { forecastBaseline } from '../fitted/baselineForecast';
import { forecastWithLstm } from '../../testing/forecastWithLstm';
import { createTrainingSet } from '../lstm/trainingSet';
import type { Series } from '../series/series';
import { change, DAY, makeDaily } from '../../testing/testSeries';

const NORMAL = 50;
/** steps */
const HOUR = 2;
const incidentOf = (...deviations: number[]) => {
  const values = Float64Array.from([0, 0, ...deviations], (deviation) => NORMAL + deviation);
  return ongoingIncident(values, values.slice().fill(NORMAL), values.length - 1, HOUR);
};
const flat = (lower: number, upper: number) => ({
  times: Float64Array.of(1, 2),
  point: Float64Array.of(NORMAL, NORMAL),
  intervals: [{ level: 0.8, lower: new Float64Array(2).fill(lower), upper: new Float64Array(2).fill(upper) }],
});
const widths = [Float64Array.of(2, 2)];
const offsets = { levels: [0.8], below: widths, above: widths };
const free = { lower: -Infinity, upper: Infinity };

describe('an incident', () => {
  test('is none where the last value is normal', () => {
    expect(incidentOf(9, 9, 0)).toBeUndefined();
    expect(incidentOf(9, NaN)).toBeUndefined();
  });

  test('grows only away from normal, and only where it is old enough to tell', () => {
    expect(incidentOf(30, 40, 40, 40, 40, 40)).toEqual({
      deviation: 40,
      slope: 0,
      usual: NORMAL,
      age: 6,
      past: [],
      hour: HOUR,
    });
    expect(incidentOf(5, 10, 15, 20, 25)).toMatchObject({ slope: 5 });
    expect(incidentOf(-5, -10, -15, -20, -25)).toMatchObject({ deviation: -25, slope: -5 });
    expect(incidentOf(25, 20, 15, 10, 5)).toMatchObject({ slope: 0 });
    expect(incidentOf(5, 25)).toMatchObject({ slope: 0 });
  });

  test('widens the band on its own side, within the bounds', () => {
    const incident = { deviation: 30, slope: 1, usual: NORMAL, age: 1, past: [1], hour: HOUR };
    const { point, intervals } = carryIncident(flat(48, 52), incident, offsets, { ...free, upper: 83.5 });
    expect(point).toEqual(Float64Array.of(NORMAL, NORMAL));
    expect(intervals[0].upper).toEqual(Float64Array.of(83, 83.5));
    expect(intervals[0].lower).toEqual(Float64Array.of(48, 48));
    const below = carryIncident(flat(48, 52), { ...incident, deviation: -30, slope: 0 }, offsets, free);
    expect(below.intervals[0].lower).toEqual(Float64Array.of(18, 18));
  });

  test('is the likelier the longer it has lasted: point and band follow, the other hypothesis stays while it is likely', () => {
    const of = (age: number, past: number[] = []) =>
      carryIncident(flat(48, 52), { deviation: 30, slope: 0, usual: NORMAL, age, past, hour: HOUR }, offsets, free);
    expect(of(1, [1]).point).toEqual(Float64Array.of(NORMAL, NORMAL));
    expect(of(1).point).toEqual(Float64Array.of(NORMAL + 30, NORMAL + 30));
    // A return within a step after 18: 1 in 16, within two: 1 in 9; the 80 % band leaves out 1 in 10.
    expect(of(18, [1]).point).toEqual(Float64Array.of(NORMAL + 30, NORMAL + 30));
    expect(of(18, [1]).intervals[0].lower).toEqual(Float64Array.of(78, 48));
    expect(of(18, [1]).intervals[0].upper).toEqual(Float64Array.of(82, 82));
    // Nineteen earlier ones as old were over one step later.
    expect(of(18, Array(19).fill(18)).intervals[0].upper).toEqual(Float64Array.of(52, 52));
  });

  test('a return to normal is no breach; what lies beyond normal is', () => {
    const breach = { time: 1, earliest: 1, latest: 1, level: 0.8 };
    const incident = { deviation: 30, slope: 0, usual: NORMAL, age: 1, past: [], hour: HOUR };
    const check = (threshold: number, direction: 'above' | 'below') =>
      isReturn({ ...breach, threshold, direction }, incident, flat(48, 52));
    expect(check(60, 'below')).toBe(true);
    expect(check(40, 'below')).toBe(false);
    expect(check(90, 'above')).toBe(false);
  });
});

describe.each(['instant', 'LSTM'])('the %s forecast during an incident', (kind) => {
  const options = defaultOptions();
  const make = async (series: Series, thresholds: number[]) => {
    if (kind === 'instant') {
      return forecastBaseline(series, options, thresholds);
    }
    const set = createTrainingSet(series, options, 'UTC');
    return forecastWithLstm(set, async (_, origins) => new Float32Array(origins.length * 12), { thresholds });
  };

  test('promises no recovery', async () => {
    const series = change(makeDaily(30, 2), (value, i) => (i >= 30 * DAY - 6 ? 95 : value));
    const { breaches, forecast, report } = await make(series, [80]);
    expect(breaches).toMatchObject([{ threshold: 80, direction: 'above', already: true }]);
    expect(forecast.intervals[0].upper[0]).toBeGreaterThan(80);
    expect(report.notes.map(english)).toContainEqual(expect.stringContaining('The latest values are anomalous'));
  });

  test('tells when a ramp reaches its threshold if it goes on', async () => {
    const from = 30 * DAY - 16;
    const series = change(makeDaily(30, 2), (value, i) => (i >= from ? value + 2.5 * (i - from + 1) : value));
    const last = series.values[30 * DAY - 1];
    const { breaches, report } = await make(series, [last + 15]);
    expect(breaches).toMatchObject([{ direction: 'above' }]);
    // Nobody knows whether it goes on.
    const { probability = 0.5 } = breaches[0];
    expect(probability).toBeGreaterThan(0.3);
    expect(probability).toBeLessThan(0.8);
    const steps = (breaches[0].earliest - report.origin) / 1_800_000;
    expect(steps).toBeGreaterThan(0);
    expect(steps).toBeLessThan(6);
  });
});
