import { thin } from './thin';

const at = (time: number, value: number) => ({ time, value, labels: {} });
const valuesOf = (...exemplars: Array<ReturnType<typeof at>>) => thin(exemplars, 10).map(({ value }) => value);

test('each step keeps its largest', () => {
  expect(valuesOf(at(0, 1), at(1, 1.1), at(9, 1.05), at(10, 1), at(19, 0.9), at(25, 1))).toEqual([1.1, 1, 1]);
});

test('and one that is far below it, by rising time', () => {
  const usual = Array.from({ length: 30 }, (_, i) => at(10 * i, 5));
  expect(valuesOf(...usual, at(301, 0), at(305, 9), at(306, 8.9)).slice(-2)).toEqual([0, 9]);
});

test('of those that are all the same one a step is left; of none, none', () => {
  expect(valuesOf(at(0, 1), at(1, 1), at(12, 1))).toEqual([1, 1]);
  expect(valuesOf()).toEqual([]);
});
