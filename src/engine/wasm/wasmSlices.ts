import { type ModelShape, parameterCount } from '../model';

/** Rows of the kernels' register tile: fewer cost the same. */
const TILE_ROWS = 4;
/** More rows at once gain no speed and cost memory: a step's rows should stay in the second-level cache. */
const MOST_ROWS = 16;
/**
 * Multiplications of a piece of work, one layer of a slice: about 10 ms where the plain SIMD build does 10 a
 * nanosecond, so that the event loop runs about as often as the pacer wants.
 */
const PIECE = 1e8;

/** Windows computed at once: all of the batch where they are few and short, one tile of rows where they are long. */
export function rowsPerSlice(shape: ModelShape, batchSize: number): number {
  // Forward multiplies with every parameter once at every step, backward twice.
  const perRow = (2 * shape.sequenceLength * parameterCount(shape)) / shape.layers;
  const rows = Math.min(batchSize, MOST_ROWS, PIECE / perRow);
  return Math.max(1, Math.floor(rows / TILE_ROWS)) * TILE_ROWS;
}
