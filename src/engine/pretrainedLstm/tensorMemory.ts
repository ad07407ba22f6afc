import type { TensorKernels } from './tensorKernels';

/** Columns of the kernels' register tile, in floats: a width is rounded up to it. */
const TILE_COLUMNS = 8;
/** Rows of the same. */
const TILE_ROWS = 4;
export const FLOAT = 4;
const PAGE = 65536;
/** Steps of a product with many: so long that the inputs of both sides stay in the cache. */
const BLOCK = 128;

/** A row-major matrix in the memory of the kernels: sizes in floats, address and row stride in bytes. */
export interface Tensor {
  address: number;
  rows: number;
  /** columns that are computed: whole tiles; those beyond `used` are 0 */
  columns: number;
  used: number;
  stride: number;
}

/** Rows `from..` of a tensor as one of its own. */
export function rowsOf(tensor: Tensor, from: number, rows: number): Tensor {
  return { ...tensor, address: tensor.address + from * tensor.stride, rows };
}

/** The smallest multiple of the tile's rows that is at least n. */
export function wholeTiles(n: number): number {
  return Math.ceil(n / TILE_ROWS) * TILE_ROWS;
}

/**
 * The memory of one instance of the kernels, handed out once and never freed: `reserve` all tensors, then `provide`,
 * then compute. Products are in single precision, with as many roundings as the build has.
 */
export class TensorMemory {
  /** all of the memory; good once it is provided */
  floats = new Float32Array(0);
  private end: number;
  private zeros: Tensor;

  constructor(readonly kernels: TensorKernels) {
    this.end = kernels.heapBase();
    this.zeros = this.reserve(1, 1024);
  }

  /** A tensor for (rows, columns), all zero. */
  reserve(rows: number, columns: number): Tensor {
    const address = Math.ceil(this.end / 64) * 64;
    const width = Math.ceil(columns / TILE_COLUMNS) * TILE_COLUMNS;
    // Rows a power of two apart would share a few sets of the cache and evict each other.
    const stride = FLOAT * (width % 32 === 0 ? width + TILE_COLUMNS : width);
    this.end = address + wholeTiles(rows) * stride;
    return { address, rows, columns: width, used: columns, stride };
  }

  /** Makes room for all that was reserved. */
  provide(): void {
    const { memory } = this.kernels;
    const pages = Math.ceil((this.end - memory.buffer.byteLength) / PAGE);
    if (pages > 0) {
      memory.grow(pages);
    }
    this.floats = new Float32Array(memory.buffer);
  }

  /** Fills a tensor from a compact row-major matrix (rows, used) that starts at `from` of `values`. */
  write(tensor: Tensor, values: Float32Array, from = 0): void {
    for (let row = 0; row < tensor.rows; row++) {
      const at = (tensor.address + row * tensor.stride) / FLOAT;
      const start = from + row * tensor.used;
      this.floats.set(values.subarray(start, start + tensor.used), at);
    }
  }

  /** The reverse of `write`. */
  read(tensor: Tensor, values: Float32Array, from = 0): void {
    for (let row = 0; row < tensor.rows; row++) {
      const at = (tensor.address + row * tensor.stride) / FLOAT;
      values.set(this.floats.subarray(at, at + tensor.used), from + row * tensor.used);
    }
  }

  clear({ address, rows, stride }: Tensor): void {
    this.floats.fill(0, address / FLOAT, (address + rows * stride) / FLOAT);
  }

  /** to = from, of the same shape */
  copy(from: Tensor, to: Tensor): void {
    for (let row = 0; row < from.rows; row++) {
      const start = (from.address + row * from.stride) / FLOAT;
      this.floats.copyWithin((to.address + row * to.stride) / FLOAT, start, start + from.columns);
    }
  }

  /** to (columns, rows) = from (rows, columns) transposed */
  transpose(from: Tensor, to: Tensor): void {
    const { floats } = this;
    for (let row = 0; row < from.rows; row++) {
      const source = (from.address + row * from.stride) / FLOAT;
      let target = to.address / FLOAT + row;
      for (let column = 0; column < from.used; column++) {
        floats[target] = floats[source + column];
        target += to.stride / FLOAT;
      }
    }
  }

  /** c (rows, n) = start + a (rows, depth) b (depth, n); `start` has one row for all, or is c itself, or nothing. */
  multiply(a: Tensor, b: Tensor, c: Tensor, start: Tensor = this.zeros): void {
    const depth = Math.min(a.used, b.rows);
    const startStride = start.rows === 1 && start !== c ? 0 : start.stride;
    this.kernels.matmul(
      wholeTiles(a.rows),
      c.columns,
      depth,
      a.address,
      a.stride,
      FLOAT,
      b.address,
      b.stride,
      start.address,
      startStride,
      c.address,
      c.stride
    );
  }

  /** c (m, n) += a^T b, the sum over all rows of a (rows, m) and b (rows, n). */
  addOuter(a: Tensor, b: Tensor, c: Tensor): void {
    for (let from = 0; from < a.rows; from += BLOCK) {
      const depth = Math.min(BLOCK, a.rows - from);
      this.kernels.matmul(
        wholeTiles(a.used),
        c.columns,
        depth,
        a.address + from * a.stride,
        FLOAT,
        a.stride,
        b.address + from * b.stride,
        b.stride,
        c.address,
        c.stride,
        c.address,
        c.stride
      );
    }
  }

  /** sums (1, n) += the rows of values (rows, n) */
  addRows(values: Tensor, sums: Tensor): void {
    this.kernels.addRows(values.rows, values.columns, values.address, values.stride, sums.address);
  }

  /** values = tanh(values), in place */
  tanh(values: Tensor): void {
    this.kernels.tanhRows(values.rows, values.columns, values.address, values.stride);
  }

  /** gradient *= 1 - values^2 */
  tanhBackward(values: Tensor, gradient: Tensor): void {
    this.kernels.tanhRowsBackward(values.rows, values.columns, values.address, gradient.address, values.stride);
  }
}
