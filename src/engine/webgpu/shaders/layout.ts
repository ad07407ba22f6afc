import { type ModelShape, type NetworkOptions, headWidth, parameterLayout } from '../../model';

/** Windows of a batch that one workgroup computes: the lanes of a vec4. */
export const ROWS = 4;

/** Windows that one validation dispatch measures, for each model. */
export const VALIDATION_ROWS = 128;

/** Rows of a weight matrix whose gradient one workgroup sums. */
export const TILE_ROWS = 8;

/** Threads of the kernels that go over all parameters. */
export const SWEEP = 64;

/** A GPU runs so many threads in step, idle or not; a processor that plays one runs `LANES`, so no more are idle. */
const LEAST_WIDTH = 32;
const LANES = 4;

/** In `transposed`: a parameter that has no second place. */
export const NOWHERE = 0xffffffff;

/** Bytes of a vec4f. */
export const VECTOR_BYTES = 16;

/**
 * One matrix of parameters on the device, (rows, columns) of vec4f from `first`. A layer's rows are its inputs, then
 * its own units, then the bias; a column is a unit with its gates i, f, c, o. The head's rows are the units, then the
 * bias; a column is four of the values it makes, the last ones padded with zeros that stay zeros.
 */
export interface Block {
  first: number;
  rows: number;
  columns: number;
  /** where the transposed copies start, for the way back; the first layer has none of its kernel */
  transposedKernel: number;
  transposedRecurrent: number;
}

/** Parameters from which the kernels of one network, or of a group of `models`, are generated: sizes, offsets, counts. */
export interface Layout {
  shape: Required<Omit<ModelShape, 'network' | 'topology'>>;
  options: NetworkOptions;
  /** M */
  models: number;
  /** the layers' blocks, then the head's */
  blocks: Block[];
  /** vec4f of parameters of a model */
  vectors: number;
  /** vec4f of a model's parameters and their transposed copies */
  parameterVectors: number;
  /** (P) place of each parameter of `lstm.ts`, in floats from the start of the model's */
  places: Uint32Array;
  /** (vectors) place of each vector's transposed copy, or `NOWHERE` */
  transposed: Uint32Array;
  /** workgroups that a full batch takes */
  groups: number;
  /** the same for `VALIDATION_ROWS` windows */
  validationGroups: number;
  /** threads of a workgroup of forward, backward and gradient kernels: one for each unit */
  width: number;
  /** vec4f of workgroup memory of the training kernel; the others take less */
  scratchVectors: number;
  /** (tiles)(4): block, first row, first column, unused */
  tiles: Uint32Array;
  /** parts that the sums over windows and steps are split into */
  splits: number;
  /** workgroups of a sweep over all parameters */
  sweeps: number;
}

export function planLayout(shape: ModelShape, models: number, options: NetworkOptions): Layout {
  const { layers, hidden, sequenceLength } = shape;
  const { dropout = 0, batchSize } = options;
  const { blocks, vectors, parameterVectors } = planBlocks(shape);
  const width = Math.max(LEAST_WIDTH, Math.ceil(hidden / LANES) * LANES);
  const groups = Math.ceil(batchSize / ROWS);
  const tiles = planTiles(blocks, width);
  const forwardVectors = hidden * (2 * layers + (dropout > 0 ? layers - 1 : 0));
  const backwardVectors = 2 * ROWS * hidden;
  return {
    shape: { valuesPerOutput: 1, ...shape },
    options,
    models,
    blocks,
    vectors,
    parameterVectors,
    places: placeParameters(shape, blocks),
    transposed: placeTransposed(shape, blocks, vectors),
    groups,
    validationGroups: Math.ceil(VALIDATION_ROWS / ROWS),
    width,
    scratchVectors: Math.max(forwardVectors, backwardVectors, width),
    tiles,
    splits: planSplits((tiles.length / 4) * models, sequenceLength * groups),
    sweeps: Math.ceil(vectors / SWEEP),
  };
}

function planBlocks(shape: ModelShape): Pick<Layout, 'blocks' | 'vectors' | 'parameterVectors'> {
  const { features, hidden, layers } = shape;
  const headColumns = Math.ceil(headWidth(shape) / 4);
  const sizes = Array.from({ length: layers }, (_, layer) => ({
    rows: (layer === 0 ? features : hidden) + hidden + 1,
    columns: hidden,
  }));
  sizes.push({ rows: hidden + 1, columns: headColumns });
  const vectors = sizes.reduce((sum, { rows, columns }) => sum + rows * columns, 0);
  let first = 0;
  let copy = vectors;
  const blocks = sizes.map(({ rows, columns }, b) => {
    const transposedKernel = copy;
    const transposedRecurrent = b === 0 ? copy : copy + hidden * columns;
    copy = transposedRecurrent + (b < layers ? hidden * columns : 0);
    const block = { first, rows, columns, transposedKernel, transposedRecurrent };
    first += rows * columns;
    return block;
  });
  return { blocks, vectors, parameterVectors: copy };
}

function placeParameters(shape: ModelShape, blocks: readonly Block[]): Uint32Array {
  const layout = parameterLayout(shape);
  const { hidden, layers } = shape;
  const places = new Uint32Array(layout.count);
  layout.layers.forEach(({ kernel }, layer) => {
    const { first, rows } = blocks[layer];
    for (let i = 0; i < rows * 4 * hidden; i++) {
      const row = Math.floor(i / (4 * hidden));
      const gate = Math.floor(i / hidden) % 4;
      places[kernel + i] = 4 * (first + row * hidden + (i % hidden)) + gate;
    }
  });
  const { first, rows, columns } = blocks[layers];
  const width = headWidth(shape);
  for (let i = 0; i < rows * width; i++) {
    places[layout.headKernel + i] = 4 * (first + Math.floor(i / width) * columns) + (i % width);
  }
  return places;
}

/** Entry (k, j) of a kernel goes to (j, k), so that neighbouring threads read neighbouring vectors on the way back. */
function placeTransposed({ hidden }: ModelShape, blocks: readonly Block[], vectors: number): Uint32Array {
  const places = new Uint32Array(vectors).fill(NOWHERE);
  const transpose = (from: number, to: number, columns: number) => {
    for (let k = 0; k < hidden; k++) {
      for (let j = 0; j < columns; j++) {
        places[from + k * columns + j] = to + j * hidden + k;
      }
    }
  };
  const head = blocks.length - 1;
  blocks.forEach(({ first, rows, columns, transposedKernel, transposedRecurrent }, b) => {
    const inputs = rows - 1 - hidden;
    if (b > 0) {
      transpose(first, transposedKernel, columns);
    }
    if (b < head) {
      transpose(first + inputs * columns, transposedRecurrent, columns);
    }
  });
  return places;
}

function planTiles(blocks: readonly Block[], width: number): Uint32Array {
  const tiles: number[] = [];
  blocks.forEach(({ rows, columns }, b) => {
    for (let row = 0; row < rows; row += TILE_ROWS) {
      for (let column = 0; column < columns; column += width) {
        tiles.push(b, row, column, 0);
      }
    }
  });
  return Uint32Array.from(tiles);
}

/** Workgroups that keep a large GPU busy, and least terms of a sum that are worth a part of their own. */
const BUSY = 256;
const LEAST_TERMS = 16;
const MOST_SPLITS = 8;

function planSplits(workgroups: number, terms: number): number {
  const wanted = Math.min(Math.ceil(BUSY / workgroups), Math.ceil(terms / LEAST_TERMS), MOST_SPLITS);
  return Math.max(1, wanted);
}

/** Parameters (P) of `lstm.ts` as a model has them on the device, with their transposed copies. */
export function toDevice({ places, transposed, parameterVectors }: Layout, weights: Float32Array): Float32Array {
  const floats = new Float32Array(4 * parameterVectors);
  for (let i = 0; i < places.length; i++) {
    floats[places[i]] = weights[i];
  }
  transposed.forEach((to, from) => {
    if (to !== NOWHERE) {
      floats.copyWithin(4 * to, 4 * from, 4 * from + 4);
    }
  });
  return floats;
}

/** The way back, once an epoch: the parameters (P) out of what the device has for a model. */
export function fromDevice({ places }: Layout, floats: Float32Array): Float32Array {
  const weights = new Float32Array(places.length);
  for (let i = 0; i < places.length; i++) {
    weights[i] = floats[places[i]];
  }
  return weights;
}
