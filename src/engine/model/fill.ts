import { normal, type Random } from './random';

/** The head starts at this share of Glorot's range, so that the first forecast is near zero, the scaled mean. */
export const HEAD_SCALE = 0.1;

/** Uniform after Glorot and Bengio (2010), for a matrix (rows, columns). */
export function fillGlorot(matrix: Float32Array, rows: number, columns: number, scale: number, random: Random): void {
  const limit = scale * Math.sqrt(6 / (rows + columns));
  for (let i = 0; i < matrix.length; i++) {
    matrix[i] = limit * (2 * random() - 1);
  }
}

/** Orthonormal rows (Saxe et al., 2014): Gram-Schmidt over the rows of a random normal matrix (rows <= columns), in double precision. */
export function fillOrthonormalRows(matrix: Float32Array, rows: number, columns: number, random: Random): void {
  const basis = Float64Array.from(matrix, () => normal(random));
  for (let row = 0; row < rows; row++) {
    const current = basis.subarray(row * columns, (row + 1) * columns);
    for (let before = 0; before < row; before++) {
      const other = basis.subarray(before * columns, (before + 1) * columns);
      const overlap = dot(current, other);
      for (let j = 0; j < columns; j++) {
        current[j] -= overlap * other[j];
      }
    }
    const norm = Math.sqrt(dot(current, current));
    for (let j = 0; j < columns; j++) {
      current[j] /= norm;
    }
  }
  matrix.set(basis);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    sum += a[i] * b[i];
  }
  return sum;
}
