import { defaultOptions } from './optionValues';
import { horizonSteps, modelKey, neededForBaseline, neededPoints } from './resolve';
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
