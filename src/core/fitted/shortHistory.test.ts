import { english } from '../language/phrase';
import { defaultOptions } from '../options/optionValues';
import { createNoise, makeSeries } from '../../testing/testSeries';
import { forecastBaseline } from './baselineForecast';

const MINUTE = 60;
const options = { ...defaultOptions(), step: MINUTE, horizon: 3600 };
const shortHistory = (length: number, seed: number, next: (value: number, noise: number, i: number) => number) => {
  const noise = createNoise(seed);
  let value = 50;
  return { ...makeSeries(length, (i) => (value = next(value, noise(), i))), step: MINUTE };
};
const walk = (value: number, noise: number) => value + noise;
const returning = (value: number, noise: number) => 50 + 0.98 * (value - 50) + noise;
const daily = (_: number, noise: number, i: number) => 50 + 20 * Math.sin((2 * Math.PI * i) / 1440) + noise;
const turned = (value: number, noise: number, i: number) => value + (i < 1100 ? 0.05 : 0) + 0.3 * noise;

const cases = [
  ['a random walk', walk],
  ['a level that returns', returning],
  ['a day', daily],
  ['a trend that ends', turned],
] as const;
test.each(cases.flatMap(([name, next]) => [1, 2, 3].map((seed) => [name, seed, next] as const)))(
  'one day at 1 min of %s, seed %d',
  (_, seed, next) => {
    const { accuracy, source, notes } = forecastBaseline(shortHistory(1440, seed, next), options, []).report;
    const naive = accuracy.find((one) => one.source === 'last-value')!;
    expect(accuracy[0].source).toBe(source);
    expect(accuracy[0].mae).toBeLessThanOrEqual(naive.mae * (1 + 1e-9));
    const sentence = source === 'last-value' ? /no blend was better than the last value/ : /are blended/;
    expect(english(notes[0])).toMatch(sentence);
  }
);

test('a trend that lasts is drawn, short as the history is', () => {
  const line = shortHistory(1440, 4, (value, noise) => value + 0.05 + 0.02 * noise);
  const { accuracy } = forecastBaseline(line, options, []).report;
  expect(accuracy[0].source).not.toBe('last-value');
  expect(accuracy[0].mae).toBeLessThan(0.5 * accuracy.find((one) => one.source === 'last-value')!.mae);
});

test('a line of a day and a half goes on for a day, whatever lines are worth on other series', () => {
  const step = 300;
  const length = 432;
  const noise = createNoise(5);
  const line = { ...makeSeries(length, (i) => 20 + i / 10 + noise()), step };
  const { point } = forecastBaseline(line, { ...options, step, horizon: 86_400 }, []).forecast;
  expect(point.at(-1)! / (20 + (length + point.length - 1) / 10)).toBeCloseTo(1, 1);
});

test.each([0, 9, 18, 27])('a staircase of a day and a half goes on climbing, %d rows after a step', (phase) => {
  const step = 300;
  const length = 432;
  const stairs = { ...makeSeries(length, (i) => 20 + Math.floor((i + phase) / 36)), step };
  const { point } = forecastBaseline(stairs, { ...options, step, horizon: 86_400 }, []).forecast;
  const climbed = point.at(-1)! - stairs.values[length - 1];
  expect(climbed).toBeGreaterThan(5);
  expect(climbed).toBeLessThan(11);
});
