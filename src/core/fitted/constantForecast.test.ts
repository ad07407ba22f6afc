import { english } from '../language/phrase';
import { defaultOptions } from '../options/optionValues';
import { makeSeries, START, STEP } from '../../testing/testSeries';
import { forecastConstant } from './constantForecast';

const options = { ...defaultOptions(), horizon: 3 * STEP };
const constant = (known: number, length: number) => makeSeries(length, (i) => (i < known && i % 4 !== 1 ? 7 : NaN));

test('the value stays at each time of the horizon, with bands of no width', () => {
  const { forecast, expected, anomalies, anomalyScore } = forecastConstant(constant(9, 9), options, []);
  const flat = Float64Array.of(7, 7, 7);
  expect(forecast).toEqual({
    times: Float64Array.of(9, 10, 11).map((row) => START + row * STEP * 1000),
    point: flat,
    intervals: [0.8, 0.95].map((level) => ({ level, lower: flat, upper: flat })),
  });
  const empty = new Float64Array(0);
  expect(expected).toEqual({
    times: empty,
    point: empty,
    intervals: [0.8, 0.95].map((level) => ({ level, lower: empty, upper: empty })),
  });
  expect([anomalies, anomalyScore]).toEqual([[], empty]);
});

test('the report starts from the last known value, and counts what is known', () => {
  const { report } = forecastConstant(constant(9, 9), options, []);
  expect(report).toMatchObject({ source: 'constant', origin: START + 8 * STEP * 1000, step: STEP, points: 7 });
  expect(report).toMatchObject({ trainedAt: report.origin, accuracy: [], coverage: [] });
  expect(report.notes.map(english)).toEqual([expect.stringContaining('never changes')]);
});

test('where it has stopped that is said too', () => {
  const { report, forecast } = forecastConstant(constant(9, 40), options, []);
  expect(report.notes).toHaveLength(2);
  expect(english(report.notes[0])).toContain('old');
  expect(forecast.times[0]).toBe(START + 9 * STEP * 1000);
});

test('a threshold beyond it is never met, one that it is beyond is', () => {
  const { breaches } = forecastConstant(constant(9, 9), options, [5, 8]);
  expect(breaches.map(({ threshold, already }) => [threshold, already])).toEqual([[5, true]]);
});
