/**
 * Cholesky's lower factor of a symmetric positive definite matrix, in place of it.
 * @param matrix (n, n) row-major, of which the lower half is read
 * @returns false where there is none
 */
export function factorise(matrix: Float64Array, n: number): boolean {
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = matrix[i * n + j];
      for (let k = 0; k < j; k++) {
        sum -= matrix[i * n + k] * matrix[j * n + k];
      }
      if (i === j && !(sum > 0)) {
        return false;
      }
      matrix[i * n + j] = i === j ? Math.sqrt(sum) : sum / matrix[j * n + j];
    }
  }
  return true;
}

/** Solves L L' x = b in place of b. @param factor (n, n) L, lower @param x (n) b */
export function substitute(factor: Float64Array, x: Float64Array): void {
  const n = x.length;
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) {
      x[i] -= factor[i * n + k] * x[k];
    }
    x[i] /= factor[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) {
      x[i] -= factor[k * n + i] * x[k];
    }
    x[i] /= factor[i * n + i];
  }
}

/**
 * Solves `matrix x = right` for a symmetric positive definite matrix.
 * @param matrix (n, n) row-major; overwritten
 * @returns (n), or undefined where the matrix is not positive definite
 */
export function solveSymmetric(matrix: Float64Array, right: Float64Array): Float64Array | undefined {
  const x = right.slice();
  if (!factorise(matrix, x.length)) {
    return undefined;
  }
  substitute(matrix, x);
  return x;
}
