/** A matrix inside a larger array: element (r, c) is `data[offset + r * rowStride + c * columnStride]`. */
export interface MatrixView {
  data: Float64Array;
  offset: number;
  rowStride: number;
  columnStride: number;
}

/** A row-major matrix with `columns` columns that starts at `offset`. */
export const rowMajor = (data: Float64Array, offset: number, columns: number): MatrixView => ({
  data,
  offset,
  rowStride: columns,
  columnStride: 1,
});

/** The same memory read as the transposed matrix. */
export const transposed = ({ data, offset, rowStride, columnStride }: MatrixView): MatrixView => ({
  data,
  offset,
  rowStride: columnStride,
  columnStride: rowStride,
});

/** Rows of B handled at once, so that a strip of it stays in the first-level cache. */
const DEPTH = 128;

/**
 * C (m, n) += A (m, k) B (k, n). A may have any strides; B and C have adjacent columns.
 * Each pass of the inner loop feeds a tile of 2 x 4 sums kept in registers: 8 multiplications for 6 loads.
 */
export function addProduct(m: number, n: number, k: number, a: MatrixView, b: MatrixView, c: MatrixView): void {
  for (let from = 0; from < k; from += DEPTH) {
    const depth = Math.min(DEPTH, k - from);
    const aStart = a.offset + from * a.columnStride;
    const bStart = b.offset + from * b.rowStride;
    let column = 0;
    for (; column + 4 <= n; column += 4) {
      let row = 0;
      for (; row + 2 <= m; row += 2) {
        addTile(depth, a, aStart + row * a.rowStride, b, bStart + column, c, c.offset + row * c.rowStride + column);
      }
      for (; row < m; row++) {
        for (let j = column; j < column + 4; j++) {
          c.data[c.offset + row * c.rowStride + j] += dot(depth, a, aStart + row * a.rowStride, b, bStart + j);
        }
      }
    }
    for (; column < n; column++) {
      for (let row = 0; row < m; row++) {
        c.data[c.offset + row * c.rowStride + column] += dot(depth, a, aStart + row * a.rowStride, b, bStart + column);
      }
    }
  }
}

/** A 2 x 4 tile of C at `cIndex` += 2 rows of A from `aIndex` times 4 columns of B from `bIndex`. */
function addTile(
  depth: number,
  a: MatrixView,
  aIndex: number,
  b: MatrixView,
  bIndex: number,
  c: MatrixView,
  cIndex: number
): void {
  const { data: left, rowStride: aRow, columnStride: aStep } = a;
  const { data: right, rowStride: bStep } = b;
  let sum00 = 0;
  let sum01 = 0;
  let sum02 = 0;
  let sum03 = 0;
  let sum10 = 0;
  let sum11 = 0;
  let sum12 = 0;
  let sum13 = 0;
  let upper = aIndex;
  let lower = aIndex + aRow;
  let strip = bIndex;
  for (let i = 0; i < depth; i++) {
    const a0 = left[upper];
    const a1 = left[lower];
    const b0 = right[strip];
    const b1 = right[strip + 1];
    const b2 = right[strip + 2];
    const b3 = right[strip + 3];
    sum00 += a0 * b0;
    sum01 += a0 * b1;
    sum02 += a0 * b2;
    sum03 += a0 * b3;
    sum10 += a1 * b0;
    sum11 += a1 * b1;
    sum12 += a1 * b2;
    sum13 += a1 * b3;
    upper += aStep;
    lower += aStep;
    strip += bStep;
  }
  const out = c.data;
  const below = cIndex + c.rowStride;
  out[cIndex] += sum00;
  out[cIndex + 1] += sum01;
  out[cIndex + 2] += sum02;
  out[cIndex + 3] += sum03;
  out[below] += sum10;
  out[below + 1] += sum11;
  out[below + 2] += sum12;
  out[below + 3] += sum13;
}

/** A row of A times a column of B. */
function dot(depth: number, a: MatrixView, aIndex: number, b: MatrixView, bIndex: number): number {
  let sum = 0;
  for (let i = 0; i < depth; i++) {
    sum += a.data[aIndex + i * a.columnStride] * b.data[bIndex + i * b.rowStride];
  }
  return sum;
}

/** Copies a row-major matrix (rows, columns) to its transposed (columns, rows), for contiguous reading. */
export function transposeInto(
  source: Float64Array,
  offset: number,
  rows: number,
  columns: number,
  target: Float64Array
) {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      target[column * rows + row] = source[offset + row * columns + column];
    }
  }
}
