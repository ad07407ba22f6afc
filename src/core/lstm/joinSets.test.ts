import { defaultOptions } from '../options/optionValues';
import { change, DAY, makeDaily } from '../../testing/testSeries';
import { joinSets } from './joinSets';
import { createTrainingSet } from './trainingSet';

const options = { ...defaultOptions(), sequenceLength: 12, horizon: 3 * 3600 };
const setOf = (days: number, seed: number, factor = 1) =>
  createTrainingSet(
    change(makeDaily(days, 2, seed), (value) => factor * value),
    options,
    'UTC'
  );

test('a window of the joined set is the window of its own series', () => {
  const sets = [setOf(8, 1), setOf(6, 2)];
  const joined = joinSets(sets);
  const { features, outputs, sequenceLength } = sets[0].shape;
  const starts = [0, 8 * DAY];
  const windowOf = (inputs: Float32Array, row: number) =>
    inputs.slice((row - sequenceLength + 1) * features, (row + 1) * features);
  for (const name of ['origins', 'validationOrigins'] as const) {
    expect(joined[name]).toHaveLength(sets[0][name].length + sets[1][name].length);
    joined[name].forEach((row) => {
      const i = row >= starts[1] ? 1 : 0;
      const own = row - starts[i];
      expect(sets[i][name]).toContain(own);
      expect(windowOf(joined.inputs, row)).toEqual(windowOf(sets[i].inputs, own));
      expect(joined.targets.slice(row * outputs, (row + 1) * outputs)).toEqual(
        sets[i].targets.slice(own * outputs, (own + 1) * outputs)
      );
    });
  }
});

test('the unit of a series does not matter: each keeps its own scale', () => {
  const joined = joinSets([setOf(8, 1), setOf(8, 2)]);
  const other = joinSets([setOf(8, 1), setOf(8, 2, 1024)]);
  joined.inputs.forEach((value, i) => expect(other.inputs[i]).toBeCloseTo(value, 4));
});

test('many series have no more windows than an epoch has time for, of each as many', () => {
  const one = setOf(20, 1);
  const sets = Array.from({ length: 12 }, () => one);
  const { origins } = joinSets(sets);
  expect(origins.length).toBeLessThanOrEqual(3600);
  const counts = sets.map((_, i) => origins.filter((row) => Math.floor(row / (20 * DAY)) === i).length);
  expect(Math.max(...counts) - Math.min(...counts)).toBeLessThan(3);
});
