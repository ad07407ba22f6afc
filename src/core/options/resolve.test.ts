import { defaultOptions } from './optionValues';
import { autoStep, horizonSteps, modelKey, neededForBaseline, neededPoints } from './resolve';
import { HOUR_SECONDS, MINUTE_SECONDS } from '../math/time';

const withOptions = (change: Partial<ReturnType<typeof defaultOptions>>) => ({ ...defaultOptions(), ...change });

test.each([
  [6 * HOUR_SECONDS, 1800, 12],
  [MINUTE_SECONDS, 1800, 1],
  [61 * MINUTE_SECONDS, 1800, 3],
  [168 * HOUR_SECONDS, 600, 1008],
])('horizon of %d s at %d s has %d lead times', (horizon, step, count) => {
  expect(horizonSteps(withOptions({ horizon }), step)).toBe(count);
});

test('bands and anomaly options share a model, training options do not', () => {
  const key = modelKey(defaultOptions());
  expect(modelKey(withOptions({ levels: [0.9], anomalyMethod: 'off', sigmas: 5, lowerBound: 0 }))).toBe(key);
  expect(modelKey(withOptions({ sequenceLength: 25 }))).not.toBe(key);
  expect(modelKey(withOptions({ seed: 1 }))).not.toBe(key);
  const at = (from: number) => modelKey(withOptions({ excludedWindows: [{ from, to: 9 }] }));
  expect(new Set([key, at(1), at(2)]).size).toBe(3);
});

test('needed points grow with the sequence length, a baseline needs at most 96', () => {
  expect(neededPoints(defaultOptions())).toBe(96);
  expect(neededForBaseline(withOptions({ sequenceLength: 512 }))).toBe(96);
  expect(neededForBaseline(withOptions({ sequenceLength: 8 }))).toBe(64);
});

test('a history longer than any step keeps at 1,500 points is asked for by the day', () => {
  expect(autoStep(10_000 * 86_400)).toBe(86_400);
});

test.each([1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360, 480, 720, 1440])('%d min is an automatic step', (minutes) => {
  // Of 1,500 points.
  expect(autoStep(1500 * 60 * minutes)).toBe(60 * minutes);
});

test('what the LSTM learns from and how makes another model, what is made of it does not', () => {
  const key = modelKey(defaultOptions());
  const names = Object.keys(defaultOptions()) as Array<keyof ReturnType<typeof defaultOptions>>;
  const free = names.filter((name) => modelKey({ ...defaultOptions(), [name]: 'another' }) === key);
  expect(free.sort()).toEqual(
    [
      ...['levels', 'lowerBound', 'upperBound', 'covariates', 'knownAhead', 'seriesAtOnce'],
      ...['widthAbove', 'widthBelow'],
      ...['anomalyMethod', 'alertsAWeek', 'anomalyLimit', 'sigmas', 'direction', 'minimumDeviation', 'minimumDuration'],
    ].sort()
  );
});
