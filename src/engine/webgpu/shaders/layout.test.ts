import fc from 'fast-check';
import type { ModelShape } from '../../model/engine';
import { parameterCount, parameterLayout } from '../../model/lstm';
import { fromDevice, NOWHERE, planLayout, TILE_ROWS, toDevice, VECTOR_BYTES } from './layout';
import { networkSizes, trainingSizes } from '../limits';

const options = { batchSize: 32, learningRate: 0.001, clipNorm: 1 };

const shapes: fc.Arbitrary<ModelShape> = fc.record({
  features: fc.integer({ min: 1, max: 32 }),
  sequenceLength: fc.integer({ min: 2, max: 64 }),
  layers: fc.integer({ min: 1, max: 3 }),
  hidden: fc.integer({ min: 1, max: 40 }),
  outputs: fc.integer({ min: 1, max: 30 }),
  valuesPerOutput: fc.integer({ min: 1, max: 5 }),
});

test('parameters go to the device and come back, each with a place of its own', () => {
  fc.assert(
    fc.property(shapes, (shape) => {
      const layout = planLayout(shape, 1, options);
      const weights = Float32Array.from({ length: parameterCount(shape) }, (_, i) => i + 1);
      const device = toDevice(layout, weights);
      expect(fromDevice(layout, device)).toEqual(weights);
      const own = device.subarray(0, 4 * layout.vectors).filter((value) => value !== 0);
      expect(own).toHaveLength(weights.length);
    }),
    { numRuns: 30 }
  );
});

test('the gates of a unit are one vector, and the transposed copy of entry (k, j) stands at (j, k)', () => {
  const shape = { features: 2, sequenceLength: 3, layers: 2, hidden: 5, outputs: 3 };
  const layout = planLayout(shape, 1, options);
  const { layers } = parameterLayout(shape);
  const weights = Float32Array.from({ length: parameterCount(shape) }, (_, i) => i);
  const device = toDevice(layout, weights);
  const [k, j] = [3, 1];
  const gates = [0, 1, 2, 3].map((gate) => layers[1].recurrent + k * 20 + gate * 5 + j);
  const block = layout.blocks[1];
  const from = block.first + (5 + k) * 5 + j;
  const copy = block.transposedRecurrent + j * 5 + k;
  expect([...device.subarray(4 * from, 4 * from + 4)]).toEqual(gates);
  expect([...device.subarray(4 * copy, 4 * copy + 4)]).toEqual(gates);
});

test('no two parameters share a transposed copy, and all copies are made', () => {
  fc.assert(
    fc.property(shapes, (shape) => {
      const { transposed, vectors, parameterVectors } = planLayout(shape, 1, options);
      const copies = [...transposed].filter((to) => to !== NOWHERE).sort((a, b) => a - b);
      expect(copies).toEqual(Array.from({ length: parameterVectors - vectors }, (_, i) => vectors + i));
    }),
    { numRuns: 30 }
  );
});

test('the tiles cover every column of every block once', () => {
  fc.assert(
    fc.property(shapes, (shape) => {
      const { tiles, blocks, vectors, width } = planLayout(shape, 1, options);
      const covered = new Uint8Array(vectors);
      for (let i = 0; i < tiles.length; i += 4) {
        const { first, rows, columns } = blocks[tiles[i]];
        for (let row = tiles[i + 1]; row < Math.min(rows, tiles[i + 1] + TILE_ROWS); row++) {
          for (let column = tiles[i + 2]; column < Math.min(columns, tiles[i + 2] + width); column++) {
            covered[first + row * columns + column]++;
          }
        }
      }
      expect(covered.every((times) => times === 1)).toBe(true);
    }),
    { numRuns: 30 }
  );
});

/** Bytes on the device of a network, but its data. */
function bytesOf(shape: ModelShape, batchSize: number): number {
  const layout = planLayout(shape, 1, { ...options, batchSize });
  const sizes = { ...networkSizes(layout), ...trainingSizes(layout), readback: layout.vectors * VECTOR_BYTES };
  return Object.values(sizes).reduce((sum, bytes) => sum + bytes, 0);
}

test('usual networks are small on the device: 4 and 30 MB', () => {
  const usual = { features: 1, layers: 2, outputs: 1 };
  expect(bytesOf({ ...usual, hidden: 50, sequenceLength: 24 }, 32)).toBeLessThan(4e6);
  expect(bytesOf({ ...usual, hidden: 64, sequenceLength: 96 }, 64)).toBeLessThan(30e6);
});
