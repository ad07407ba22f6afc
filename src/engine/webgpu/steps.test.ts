import { dropoutKey } from '../model/dropout';
import { countKnown, planBatches, StepTable } from './steps';

const known = countKnown(Float32Array.of(1, NaN, NaN, NaN, 2, 3, NaN, 4), 2);

test('counts the known targets of each row', () => {
  expect([...known]).toEqual([1, 0, 2, 1]);
});

test('batches keep the order; those without a known target make no step', () => {
  const batches = planBatches(Int32Array.of(2, 3, 1, 1, 0), known, 2);
  expect(batches.map(({ origins, known }) => [[...origins], known])).toEqual([
    [[2, 3], 3],
    [[0], 1],
  ]);
});

test('a step tells each model its windows among the rows of all, and nothing to one that rests', () => {
  const table = new StepTable([0, 100], 2);
  const options = { batchSize: 2, learningRate: 0.5, clipNorm: 1, seed: 7 };
  table.put(0, 1, { origins: Int32Array.of(5, 6), known: 4 }, { n: 3, options });
  table.put(1, 0, { origins: Int32Array.of(9), known: 1 });
  expect([...table.origins.subarray(0, 3)]).toEqual([105, 106, 9]);
  expect(table.originBytes).toBe(12);

  const words = new Uint32Array(table.steps);
  const floats = new Float32Array(table.steps);
  const word = (step: number, model: number, at: number) => (step * table.stride) / 4 + model * 8 + at;
  expect(words[word(0, 0, 1)]).toBe(0);
  expect(words[word(0, 1, 0)]).toBe(0);
  expect(words[word(0, 1, 1)]).toBe(2);
  expect(floats[word(0, 1, 2)]).toBe(0.25);
  expect(words[word(0, 1, 5)]).toBe(dropoutKey(7, 3));
  expect(words[word(1, 0, 0)]).toBe(2);
  expect(words[word(1, 0, 1)]).toBe(1);

  table.clear();
  expect(table.originBytes).toBe(0);
  expect(words.every((value) => value === 0)).toBe(true);
});

test('many models of large batches are handed over fewer steps at a time', () => {
  expect(new StepTable([0], 32).capacity).toBe(64);
  expect(new StepTable(Array(64).fill(0), 512).capacity).toBe(2);
  expect(new StepTable(Array(1000).fill(0), 512).capacity).toBe(1);
});
