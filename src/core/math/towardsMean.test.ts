import fc from 'fast-check';
import { fitTowardsMean } from './towardsMean';

const problems = fc.integer({ min: 1, max: 5 }).chain((count) => {
  const number = fc.double({ min: -5, max: 5, noNaN: true });
  const row = fc.array(number, { minLength: count, maxLength: count });
  return fc.record({
    count: fc.constant(count),
    rows: fc.array(row, { minLength: 4 * count, maxLength: 8 * count }),
    noise: fc.array(number, { minLength: 40, maxLength: 40 }),
  });
});
const meanOf = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

test('the pull towards the mean balances the gradient of the error, and the means are hit', () => {
  fc.assert(
    fc.property(problems, ({ count, rows, noise }) => {
      const y = rows.map((row, i) => 2 * row[0] + noise[i]);
      const { weights, intercept } = fitTowardsMean(
        rows.map((row) => Float64Array.from(row)),
        y,
        count
      );
      const residual = rows.map((row, i) => y[i] - intercept - row.reduce((sum, x, k) => sum + weights[k] * x, 0));
      expect(meanOf(residual)).toBeCloseTo(0, 8);
      const centred = rows[0].map((_, k) => rows.map((row) => row[k] - meanOf(rows.map((other) => other[k]))));
      const variance = meanOf(centred.map((column) => column.reduce((sum, x) => sum + x * x, 0)));
      centred.forEach((column, k) => {
        const pull = 0.02 * variance * (weights[k] - 1 / count);
        expect(column.reduce((sum, x, i) => sum + x * residual[i], 0)).toBeCloseTo(pull, 6);
      });
    })
  );
});

test('fewer than four rows a weight are not enough: the plain mean', () => {
  const rows = (count: number) => Array.from({ length: count }, (_, i) => Float64Array.of(i, (7 * i) % 5));
  const y = (count: number) => Array.from({ length: count }, (_, i) => 3 * i + 1);
  expect(fitTowardsMean(rows(7), y(7), 2)).toEqual({ weights: Float64Array.of(0.5, 0.5), intercept: 0 });
  expect(fitTowardsMean(rows(8), y(8), 2).weights[0]).toBeGreaterThan(2);
  expect(fitTowardsMean([], [], 3).weights).toEqual(new Float64Array(3).fill(1 / 3));
});

test('regressors that never change tell nothing: the plain mean of them, moved to y', () => {
  const rows = Array.from({ length: 12 }, () => Float64Array.of(1, 2));
  const { weights, intercept } = fitTowardsMean(rows, new Array(12).fill(7), 2);
  expect([...weights]).toEqual([0.5, 0.5]);
  expect(intercept).toBeCloseTo(5.5, 12);
});
