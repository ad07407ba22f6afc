import { defaultOptions } from './optionValues';
import { horizonSteps, levelsOf, modelKey, neededForBaseline, neededPoints, resolveStep } from './resolve';

const withOptions = (change: Partial<ReturnType<typeof defaultOptions>>) => ({ ...defaultOptions(), ...change });

test.each([
  ['1h', 60],
  ['1d', 60],
  ['2d', 120],
  ['7d', 600],
  ['30d', 1800],
  ['60d', 3600],
  ['400d', 28800],
])('auto step of %s of history is %d s, at most 1,500 points', (history, step) => {
  expect(resolveStep(withOptions({ history }))).toBe(step);
});

test('a step of its own is kept', () => {
  expect(resolveStep(withOptions({ step: '5m' }))).toBe(300);
});

test.each([
  ['6h', 1800, 12],
  ['1m', 1800, 1],
  ['61m', 1800, 3],
  ['7d', 600, 1008],
])('horizon %s at %d s has %d lead times', (horizon, step, count) => {
  expect(horizonSteps(withOptions({ horizon }), step)).toBe(count);
});

test('bands and anomaly options share a model, training options do not', () => {
  const key = modelKey(defaultOptions());
  expect(modelKey(withOptions({ levels: '0.9', anomalyMethod: 'off', sigmas: 5, lowerBound: 0 }))).toBe(key);
  expect(modelKey(withOptions({ sequenceLength: 25 }))).not.toBe(key);
  expect(modelKey(withOptions({ seed: 1 }))).not.toBe(key);
});

test('needed points grow with the sequence length, a baseline needs at most 96', () => {
  expect(neededPoints(defaultOptions())).toBe(96);
  expect(neededForBaseline(withOptions({ sequenceLength: 512 }))).toBe(96);
  expect(neededForBaseline(withOptions({ sequenceLength: 8 }))).toBe(64);
});

test('options that were never validated fail by name', () => {
  expect(() => horizonSteps(withOptions({ horizon: 'soon' }), 60)).toThrow('invalid-option');
  expect(() => levelsOf(withOptions({ levels: '95' }))).toThrow('invalid-option');
});

test('a history longer than any step keeps at 1,500 points is asked for by the day', () => {
  expect(resolveStep({ ...defaultOptions(), history: '10000d' })).toBe(86_400);
});

test.each([1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360, 480, 720, 1440])('%d min is an automatic step', (minutes) => {
  // Of 1,500 points.
  expect(resolveStep(withOptions({ history: `${1500 * minutes}m` }))).toBe(60 * minutes);
});

test('what the LSTM learns from and how makes another model, what is made of it does not', () => {
  const key = modelKey(defaultOptions());
  const names = Object.keys(defaultOptions()) as Array<keyof ReturnType<typeof defaultOptions>>;
  const free = names.filter((name) => modelKey({ ...defaultOptions(), [name]: 'another' }) === key);
  expect(free.sort()).toEqual(
    [
      ...['levels', 'lowerBound', 'upperBound', 'covariates'],
      ...['anomalyMethod', 'anomalyLimit', 'sigmas', 'direction', 'minimumDeviation', 'minimumDuration'],
    ].sort()
  );
});
