import fc from 'fast-check';
import { addProduct, rowMajor, transposed, transposeInto } from './matrix';
import { createRandom } from '../model/random';

const sizes = fc.integer({ min: 1, max: 11 });

/** A row-major matrix of noise that starts at an offset. */
function noise(rows: number, columns: number, offset: number, seed: number) {
  const random = createRandom(seed);
  return rowMajor(
    Float64Array.from({ length: offset + rows * columns }, () => random() - 0.5),
    offset,
    columns
  );
}

test('addProduct adds the product, for sizes around its tile and depths around its block', () => {
  const depths = fc.oneof(sizes, fc.integer({ min: 126, max: 260 }));
  fc.assert(
    fc.property(sizes, sizes, depths, fc.boolean(), fc.integer({ min: 0, max: 3 }), (m, n, k, isTransposed, offset) => {
      const a = isTransposed ? transposed(noise(k, m, offset, 1)) : noise(m, k, offset, 1);
      const b = noise(k, n, offset, 2);
      const c = noise(m, n, offset, 3);
      const expected = Float64Array.from(c.data);
      for (let i = 0; i < m; i++) {
        for (let j = 0; j < n; j++) {
          for (let l = 0; l < k; l++) {
            const left = a.data[a.offset + i * a.rowStride + l * a.columnStride];
            expected[offset + i * n + j] += left * b.data[offset + l * n + j];
          }
        }
      }
      addProduct(m, n, k, a, b, c);
      c.data.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 10));
    })
  );
});

test('transposeInto copies the transposed matrix', () => {
  const target = new Float64Array(6);
  transposeInto(Float64Array.of(0, 1, 2, 3, 4, 5, 6), 1, 2, 3, target);
  expect(target).toEqual(Float64Array.of(1, 4, 2, 5, 3, 6));
});
