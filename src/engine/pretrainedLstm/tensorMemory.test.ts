import fc from 'fast-check';
import { createRandom } from '../model/random';
import { createTensorKernels, type TensorKernels } from './tensorKernels';
import { FLOAT, rowsOf, type Tensor, TensorMemory, wholeTiles } from './tensorMemory';

let kernels: TensorKernels;
beforeEach(async () => {
  kernels = await createTensorKernels(['plain']);
});

const random = createRandom(2);
const noise = (length: number) => Float32Array.from({ length }, () => 2 * random() - 1);
const sizes = fc.integer({ min: 1, max: 40 });

/** A memory with tensors of these sizes, each filled with noise, and the noise as plain rows. */
function filled(...shapes: Array<[number, number]>) {
  const memory = new TensorMemory(kernels);
  const tensors = shapes.map(([rows, columns]) => memory.reserve(rows, columns));
  memory.provide();
  const values = tensors.map((tensor) => {
    const own = noise(tensor.rows * tensor.used);
    memory.write(tensor, own);
    return own;
  });
  return { memory, tensors, values };
}

function read(memory: TensorMemory, tensor: Tensor): Float32Array {
  const values = new Float32Array(tensor.rows * tensor.used);
  memory.read(tensor, values);
  return values;
}

function expectClose(actual: Float32Array, expected: (row: number, column: number) => number, columns: number) {
  const gaps = actual.map((value, i) => Math.abs(value - expected(Math.floor(i / columns), i % columns)));
  expect(Math.max(...gaps)).toBeLessThan(1e-4);
}

describe('room', () => {
  test('whole tiles of rows hold the rows, and no tile more', () => {
    expect([0, 1, 4, 5, 8].map(wholeTiles)).toEqual([0, 4, 4, 8, 8]);
  });

  test('tensors lie apart on cache lines, whole tiles each, and no two rows a power of two apart', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(sizes, fc.integer({ min: 1, max: 300 })), { minLength: 1, maxLength: 6 }),
        (all) => {
          const memory = new TensorMemory(kernels);
          const tensors = all.map(([rows, columns]) => memory.reserve(rows, columns));
          let end = kernels.heapBase() + FLOAT * 1024;
          tensors.forEach((tensor, i) => {
            const { address, rows, columns, used, stride } = tensor;
            expect([rows, used]).toEqual(all[i]);
            expect(address % 64).toBe(0);
            expect(address).toBeGreaterThanOrEqual(end);
            expect(columns % 8).toBe(0);
            expect(columns - used).toBeLessThan(8);
            expect(stride / FLOAT - columns).toBe(columns % 32 === 0 ? 8 : 0);
            end = address + wholeTiles(rows) * stride;
          });
        }
      )
    );
  });

  test('memory grows to what was reserved, at most a page more, and not where it is there already', () => {
    const memory = new TensorMemory(kernels);
    const large = memory.reserve(1000, 100);
    memory.provide();
    const end = large.address + 1000 * large.stride;
    const bytes = kernels.memory.buffer.byteLength;
    expect(memory.floats.byteLength).toBe(bytes);
    expect(bytes).toBeGreaterThanOrEqual(end);
    expect(bytes - end).toBeLessThan(65536);
    memory.reserve(1, 1);
    const grow = jest.spyOn(kernels.memory, 'grow');
    memory.provide();
    expect(grow).not.toHaveBeenCalled();
  });

  test('rows of a tensor are one of its own in the same place', () => {
    const { memory, tensors, values } = filled([6, 5]);
    const part = rowsOf(tensors[0], 2, 3);
    expect(read(memory, part)).toEqual(values[0].subarray(10, 25));
    memory.clear(part);
    const left = read(memory, tensors[0]);
    expect([...left.subarray(10, 25)].every((value) => value === 0)).toBe(true);
    expect(left.subarray(0, 10)).toEqual(values[0].subarray(0, 10));
    expect(left.subarray(25)).toEqual(values[0].subarray(25));
  });
});

describe('moving', () => {
  test('what is written is read, from any place of an array, and its neighbours are left alone', () => {
    const { memory, tensors, values } = filled([3, 5], [2, 9]);
    const whole = Float32Array.of(...values[0], 1, 2, ...values[1]);
    memory.write(tensors[1], whole, 17);
    const back = new Float32Array(20);
    memory.read(tensors[1], back, 2);
    expect(back).toEqual(Float32Array.of(0, 0, ...values[1]));
    expect(read(memory, tensors[0])).toEqual(values[0]);
  });

  test('a copy is the same, of other rows apart', () => {
    const { memory, tensors } = filled([5, 11], [5, 11]);
    memory.copy(tensors[0], tensors[1]);
    expect(read(memory, tensors[1])).toEqual(read(memory, tensors[0]));
  });

  test('transposing twice gives the matrix back; once, its columns are rows', () => {
    fc.assert(
      fc.property(sizes, sizes, (rows, columns) => {
        const { memory, tensors, values } = filled([rows, columns], [columns, rows], [rows, columns]);
        memory.transpose(tensors[0], tensors[1]);
        const turned = read(memory, tensors[1]);
        expect(turned).toEqual(turned.map((_, i) => values[0][(i % rows) * columns + Math.floor(i / rows)]));
        memory.transpose(tensors[1], tensors[2]);
        expect(read(memory, tensors[2])).toEqual(values[0]);
      }),
      { numRuns: 10 }
    );
  });
});

describe('products', () => {
  test('start from nothing, from one row for all, or from what is there', () => {
    fc.assert(
      fc.property(sizes, sizes, sizes, (m, n, k) => {
        const { memory, tensors, values } = filled([m, k], [k, n], [m, n], [1, n], [m, n]);
        const [a, b, c, bias, start] = tensors;
        const product = (row: number, column: number) => {
          let sum = 0;
          for (let i = 0; i < k; i++) {
            sum += values[0][row * k + i] * values[1][i * n + column];
          }
          return sum;
        };
        memory.multiply(a, b, c);
        expectClose(read(memory, c), product, n);
        memory.multiply(a, b, c, bias);
        expectClose(read(memory, c), (row, column) => values[3][column] + product(row, column), n);
        memory.multiply(a, b, start, start);
        expectClose(read(memory, start), (row, column) => values[4][row * n + column] + product(row, column), n);
        memory.write(start, values[4]);
        memory.multiply(a, b, c, start);
        expectClose(read(memory, c), (row, column) => values[4][row * n + column] + product(row, column), n);
      }),
      { numRuns: 10 }
    );
  });

  test('outer products add up over more rows than a block has', () => {
    const rows = 300;
    const [m, n] = [6, 9];
    const { memory, tensors, values } = filled([rows, m], [rows, n], [m, n]);
    memory.addOuter(tensors[0], tensors[1], tensors[2]);
    const sums = (i: number, j: number) => {
      let sum = values[2][i * n + j];
      for (let row = 0; row < rows; row++) {
        sum += values[0][row * m + i] * values[1][row * n + j];
      }
      return sum;
    };
    expectClose(read(memory, tensors[2]), sums, n);
  });

  test('rows are added to what is there', () => {
    const { memory, tensors, values } = filled([7, 10], [1, 10]);
    memory.addRows(tensors[0], tensors[1]);
    const sums = (_: number, column: number) =>
      values[1][column] + [0, 1, 2, 3, 4, 5, 6].reduce((sum, row) => sum + values[0][row * 10 + column], 0);
    expectClose(read(memory, tensors[1]), sums, 10);
  });

  test('tanh and the way back through it', () => {
    const { memory, tensors, values } = filled([5, 13], [5, 13]);
    memory.tanh(tensors[0]);
    expectClose(read(memory, tensors[0]), (row, column) => Math.tanh(values[0][row * 13 + column]), 13);
    memory.tanhBackward(tensors[0], tensors[1]);
    const slope = (row: number, column: number) =>
      values[1][row * 13 + column] * (1 - Math.tanh(values[0][row * 13 + column]) ** 2);
    expectClose(read(memory, tensors[1]), slope, 13);
  });
});
