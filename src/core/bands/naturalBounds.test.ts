import { heldBounds, isWhole } from './naturalBounds';

const percent = { lower: 0, upper: 100 };

test.each([
  ['inside', [5, NaN, 80], [percent], percent],
  ['at both ends', [0, 100], [percent], percent],
  ['beyond by the dust of arithmetic alone', [-1e-7, 100.0000001, 50], [percent], percent],
  ['beyond one end: the other is not believed either', [5, 104], [percent], {}],
  ['beyond the first: the next', [5, 104], [percent, { lower: 0 }], { lower: 0 }],
  ['within a narrower one that is surer', [30, 60], [{ lower: 20 }, percent], { lower: 20, upper: 100 }],
  ['within no more than the wider one', [10, 60], [{ lower: 20 }, percent], percent],
  ['without a value', [NaN, NaN], [percent], percent],
  ['with nothing stated', [5], [], {}],
])('a history %s', (_, values, stated, held) => {
  expect(heldBounds(Float64Array.from(values), stated)).toEqual({ lower: undefined, upper: undefined, ...held });
});

test.each([
  [[1, NaN, 3], true],
  [[-4, 0], true],
  [[1, 2.5], false],
  [[1e9 + 0.5], false],
])('%j are whole numbers: %s', (values, expected) => {
  expect(isWhole(values)).toBe(expected);
});
