import fc from 'fast-check';
import { DAY_SECONDS, HOUR_SECONDS } from '../math/time';
import { defaultOptions } from '../options/optionValues';
import type { Series } from '../series/series';
import { toSlices } from '../series/split';
import { change, createNoise, DAY, makeDaily, makeSeries } from '../../testing/testSeries';
import { FEATURES } from './features';
import { createTrainingSet, type TrainingSet } from './trainingSet';

const options = defaultOptions();
const ready = (series: Series, saved?: TrainingSet) => createTrainingSet(series, options, 'UTC', saved?.context);
const slicesOf = ({ series, context }: TrainingSet) => toSlices(series, context.split);

test('shapes are what an engine expects', () => {
  const { shape, inputs, targets, origins, validationOrigins, series } = ready(makeDaily());
  expect(shape).toEqual({ features: FEATURES.length, sequenceLength: 24, layers: 2, hidden: 50, outputs: 12 });
  expect(inputs).toHaveLength(series.values.length * shape.features);
  expect(targets).toHaveLength(series.values.length * shape.outputs);
  expect(origins[0]).toBe(23);
  expect(origins.length + validationOrigins.length).toBe(21 * DAY - 23 - 2);
  expect(inputs.every(Number.isFinite)).toBe(true);
});

test('targets end with the slice of their origin, and are about standard', () => {
  const prepared = ready(makeDaily());
  const { train, validation } = slicesOf(prepared);
  const known = (row: number) =>
    prepared.targets.slice(row * 12, (row + 1) * 12).filter((x) => !Number.isNaN(x)).length;
  expect(known(train.to - 13)).toBe(12);
  expect(known(train.to - 3)).toBe(2);
  expect(known(train.to - 1)).toBe(0);
  expect(known(validation.to - 1)).toBe(0);
  expect(known(validation.to)).toBe(0);
  const all = prepared.targets.filter((target) => !Number.isNaN(target));
  const meanSquare = all.reduce((sum, x) => sum + x * x, 0) / all.length;
  expect(meanSquare).toBeGreaterThan(0.5);
  expect(meanSquare).toBeLessThan(2);
});

test('nothing of later slices leaks into what is trained', () => {
  const series = makeDaily();
  const first = ready(series);
  const { validation, calibration } = slicesOf(first);
  const noise = createNoise(10);
  const other = ready(change(series, (value, i) => (i >= validation.from ? 5000 * noise() : value)));
  expect(other.context).toEqual(first.context);
  expect(other.inputs.subarray(0, validation.from * FEATURES.length)).toEqual(
    first.inputs.subarray(0, validation.from * FEATURES.length)
  );
  const trained = (p: TrainingSet) => p.origins.length && p.targets.subarray(0, validation.from * 12);
  expect(trained(other)).toEqual(trained(first));
  const later = ready(change(series, (value, i) => (i >= calibration.from ? -value : value)));
  expect(later.targets).toEqual(first.targets);
});

test('a row of features reads nothing later than its own', () => {
  const series = makeDaily(12, 4);
  const saved = ready(series);
  fc.assert(
    fc.property(fc.integer({ min: 24, max: 12 * DAY - 1 }), fc.integer({ min: -1e6, max: 1e6 }), (at, x) => {
      const changed = ready(
        change(series, (value, i) => (i > at ? x : value)),
        saved
      );
      const end = (at + 1) * FEATURES.length;
      expect(changed.inputs.subarray(0, end)).toEqual(saved.inputs.subarray(0, end));
    }),
    { numRuns: 10 }
  );
});

test('units do not matter: features and targets of a scaled and shifted series are the same', () => {
  const series = makeDaily(14, 3);
  const first = ready(series);
  const other = ready(change(series, (value) => 1e9 * value - 5e9));
  first.targets.forEach((target, i) => {
    if (!Number.isNaN(target)) {
      expect(Math.abs(other.targets[i] - target)).toBeLessThan(1e-4);
    }
  });
  first.inputs.forEach((input, i) => expect(Math.abs(other.inputs[i] - input)).toBeLessThan(1e-4));
});

test('no NaN goes to the engine, whatever finite values and gaps come in', () => {
  const value = fc.oneof(fc.constant(NaN), fc.double({ min: -1e12, max: 1e12, noNaN: true }), fc.constant(0));
  fc.assert(
    fc.property(fc.array(value, { minLength: 200, maxLength: 300 }), (list) => {
      const series = makeSeries(list.length, (i) => list[i]);
      fc.pre(list.filter((x) => !Number.isNaN(x)).length > 96 && new Set(list).size > 2);
      let prepared: TrainingSet;
      try {
        prepared = ready(series);
      } catch (error) {
        expect(error).toMatchObject({ detail: { kind: 'too-little-history' } });
        return;
      }
      expect(prepared.inputs.every(Number.isFinite)).toBe(true);
      expect(prepared.targets.some((target) => Math.abs(target) === Infinity)).toBe(false);
    }),
    { numRuns: 30 }
  );
});

test('windows need a known last value and half of the rest', () => {
  const series = change(makeDaily(20), (value, i) => (i >= 200 && i < 215 ? NaN : value));
  const { origins } = ready(series);
  expect(origins).toContain(187);
  expect(origins).not.toContain(205);
  expect(origins).not.toContain(216);
  expect(origins).toContain(226);
});

test.each([
  ['no values', makeSeries(200, () => NaN), { kind: 'no-values' }],
  ['10 points', makeSeries(10, (i) => i), { kind: 'too-little-history', needed: 96, got: 10, step: 1800 }],
  ['a constant', makeSeries(200, () => 6), { kind: 'constant', value: 6 }],
  ['too many numbers', makeSeries(60_000, (i) => i), { kind: 'too-large' }],
])('%s is a typed error', (name, series, detail) => {
  const horizon = name === 'too many numbers' ? 7 * DAY_SECONDS : 6 * HOUR_SECONDS;
  const attempt = () => createTrainingSet({ ...series, step: 1200 + 600 }, { ...options, horizon }, 'UTC');
  const failure = (() => {
    try {
      return attempt();
    } catch (error) {
      return error;
    }
  })();
  expect(failure).toMatchObject({ detail });
});
