import fc from 'fast-check';
import { parameterCount } from '../model/lstm';
import { rowsPerSlice } from './wasmSlices';

const usual = { features: 1, sequenceLength: 24, layers: 2, hidden: 50, outputs: 1 };

describe('rowsPerSlice', () => {
  it('takes whole tiles, as many as are of use', () => {
    expect(rowsPerSlice(usual, 1)).toBe(4);
    expect(rowsPerSlice(usual, 7)).toBe(4);
    expect(rowsPerSlice(usual, 8)).toBe(8);
    expect(rowsPerSlice(usual, 512)).toBe(16);
  });

  it('bounds the work between two pauses unless it is a single tile', () => {
    const anyShape = fc.record({
      features: fc.integer({ min: 1, max: 32 }),
      sequenceLength: fc.integer({ min: 2, max: 512 }),
      layers: fc.integer({ min: 1, max: 3 }),
      hidden: fc.integer({ min: 1, max: 128 }),
      outputs: fc.integer({ min: 1, max: 2016 }),
    });
    fc.assert(
      fc.property(anyShape, fc.integer({ min: 1, max: 512 }), (shape, batchSize) => {
        const rows = rowsPerSlice(shape, batchSize);
        const backward = (2 * rows * shape.sequenceLength * parameterCount(shape)) / shape.layers;
        expect(rows % 4).toBe(0);
        expect(rows === 4 || backward <= 1e8).toBe(true);
      }),
      { seed: 1 }
    );
  });
});
