import fc from 'fast-check';
import { factorise, solveSymmetric, substitute } from './linear';

/** A positive definite matrix A A' + I / 10 and a right side, both (n). */
const systems = fc.integer({ min: 1, max: 7 }).chain((n) => {
  const numbers = (length: number) =>
    fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: length, maxLength: length });
  return fc.record({ n: fc.constant(n), a: numbers(n * n), right: numbers(n) });
});
const gramOf = (a: number[], n: number) =>
  Float64Array.from({ length: n * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    return (
      Array.from({ length: n }, (_x, k) => a[i * n + k] * a[j * n + k]).reduce((x, y) => x + y) + (i === j ? 0.1 : 0)
    );
  });
const times = (matrix: Float64Array, x: Float64Array) =>
  x.map((_, i) => x.reduce((sum, value, j) => sum + matrix[i * x.length + j] * value, 0));

test('the lower factor times its transpose is the matrix, of which the lower half is enough', () => {
  fc.assert(
    fc.property(systems, ({ n, a }) => {
      const matrix = gramOf(a, n);
      const factor = matrix.map((value, at) => (at % n > Math.floor(at / n) ? NaN : value));
      expect(factorise(factor, n)).toBe(true);
      for (let i = 0; i < n; i++) {
        for (let j = 0; j <= i; j++) {
          let sum = 0;
          for (let k = 0; k <= j; k++) {
            sum += factor[i * n + k] * factor[j * n + k];
          }
          expect(sum).toBeCloseTo(matrix[i * n + j], 8);
        }
      }
    })
  );
});

test('what is solved gives the right side back, and the right side is left alone', () => {
  fc.assert(
    fc.property(systems, ({ n, a, right }) => {
      const given = Float64Array.from(right);
      const x = solveSymmetric(gramOf(a, n), given)!;
      expect([...given]).toEqual(right);
      times(gramOf(a, n), x).forEach((value, i) => expect(value).toBeCloseTo(right[i], 6));
    })
  );
});

test('a factor solves several right sides in their place', () => {
  const matrix = Float64Array.of(4, 2, 2, 3);
  const factor = matrix.slice();
  factorise(factor, 2);
  for (const right of [Float64Array.of(10, 9), Float64Array.of(-2, 1)]) {
    const x = right.slice();
    substitute(factor, x);
    times(matrix, x).forEach((value, i) => expect(value).toBeCloseTo(right[i], 12));
  }
});

test.each([
  ['singular', [1, 1, 1, 1]],
  ['indefinite', [1, 2, 2, 1]],
  ['unknown', [NaN, 0, 0, 1]],
  ['zero', [0, 0, 0, 0]],
])('a matrix that is %s has no factor', (_, matrix) => {
  expect(factorise(Float64Array.from(matrix), 2)).toBe(false);
  expect(solveSymmetric(Float64Array.from(matrix), Float64Array.of(1, 1))).toBeUndefined();
});
