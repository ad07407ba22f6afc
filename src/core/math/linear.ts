/**
 * Solves `matrix x = right` for a symmetric positive definite matrix by Cholesky's decomposition, in place.
 * @param matrix (n, n) row-major; overwritten
 * @returns (n), or undefined where the matrix is not positive definite
 */
export function solveSymmetric(matrix: Float64Array, right: Float64Array): Float64Array | undefined {
  const n = right.length;
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = matrix[i * n + j];
      for (let k = 0; k < j; k++) {
        sum -= matrix[i * n + k] * matrix[j * n + k];
      }
      if (i === j) {
        if (!(sum > 0)) {
          return undefined;
        }
        matrix[j * n + j] = Math.sqrt(sum);
      } else {
        matrix[i * n + j] = sum / matrix[j * n + j];
      }
    }
  }
  const x = right.slice();
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) {
      x[i] -= matrix[i * n + k] * x[k];
    }
    x[i] /= matrix[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) {
      x[i] -= matrix[k * n + i] * x[k];
    }
    x[i] /= matrix[i * n + i];
  }
  return x;
}
