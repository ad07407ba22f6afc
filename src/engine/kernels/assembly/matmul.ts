import { VECTOR, floats, multiplyAdd } from './vector';

/** Rows and columns of the register tile. */
export const TILE_ROWS: i32 = 4;
export const TILE_COLUMNS: i32 = 8;

/** Widest product that starts from zero, in floats: the gradient of a state and an input of 128 values each. */
const WIDEST = 256;
/** A row of zeros, for products that start from nothing. */
export const ZEROS: usize = memory.data(WIDEST * 4, 16);

/**
 * c (rows, columns) = from (rows, columns) + a (rows, depth) b (depth, columns)
 *
 * `rows` is a multiple of 4 and `columns` of 8; `from` may be c itself, and with a row stride of 0 one row for all.
 * Row strides are in bytes. `a` has its own stride between columns too, so that it may be read transposed.
 *
 * One pass: for every strip of 8 columns, for every 4 rows, a 4 x 8 tile of c stays in eight vector registers while
 * k runs over the whole depth: six loads feed eight multiply-adds, and the strip of b stays in the first-level cache
 * for all rows. No memory of its own.
 */
export function matmul(
  rows: i32,
  columns: i32,
  depth: i32,
  a: usize,
  aRow: usize,
  aColumn: usize,
  b: usize,
  bRow: usize,
  from: usize,
  fromRow: usize,
  c: usize,
  cRow: usize
): void {
  for (const end = b + floats(columns); b < end; b += 2 * VECTOR) {
    let tileA = a;
    let tileFrom = from;
    let tileC = c;
    for (let row = 0; row < rows; row += TILE_ROWS) {
      const from1 = tileFrom + fromRow;
      const from2 = from1 + fromRow;
      const from3 = from2 + fromRow;
      let sum00 = v128.load(tileFrom);
      let sum01 = v128.load(tileFrom, VECTOR);
      let sum10 = v128.load(from1);
      let sum11 = v128.load(from1, VECTOR);
      let sum20 = v128.load(from2);
      let sum21 = v128.load(from2, VECTOR);
      let sum30 = v128.load(from3);
      let sum31 = v128.load(from3, VECTOR);

      let a0 = tileA;
      let a1 = a0 + aRow;
      let a2 = a1 + aRow;
      let a3 = a2 + aRow;
      let strip = b;
      for (let k = depth; k > 0; k--) {
        const b0 = v128.load(strip);
        const b1 = v128.load(strip, VECTOR);
        let x = v128.load32_splat(a0);
        sum00 = multiplyAdd(x, b0, sum00);
        sum01 = multiplyAdd(x, b1, sum01);
        x = v128.load32_splat(a1);
        sum10 = multiplyAdd(x, b0, sum10);
        sum11 = multiplyAdd(x, b1, sum11);
        x = v128.load32_splat(a2);
        sum20 = multiplyAdd(x, b0, sum20);
        sum21 = multiplyAdd(x, b1, sum21);
        x = v128.load32_splat(a3);
        sum30 = multiplyAdd(x, b0, sum30);
        sum31 = multiplyAdd(x, b1, sum31);
        a0 += aColumn;
        a1 += aColumn;
        a2 += aColumn;
        a3 += aColumn;
        strip += bRow;
      }

      const c1 = tileC + cRow;
      const c2 = c1 + cRow;
      const c3 = c2 + cRow;
      v128.store(tileC, sum00);
      v128.store(tileC, sum01, VECTOR);
      v128.store(c1, sum10);
      v128.store(c1, sum11, VECTOR);
      v128.store(c2, sum20);
      v128.store(c2, sum21, VECTOR);
      v128.store(c3, sum30);
      v128.store(c3, sum31, VECTOR);
      tileA += aRow * TILE_ROWS;
      tileFrom += fromRow * TILE_ROWS;
      tileC += cRow * TILE_ROWS;
    }
    from += 2 * VECTOR;
    c += 2 * VECTOR;
  }
}
