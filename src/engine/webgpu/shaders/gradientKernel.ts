/**
 * Gradient kernel: the gradients of all weights as products of what a matrix read and the deltas of what it made,
 * summed over windows and steps.
 *
 * Workgroups: (tiles, SPLITS, MODELS). A tile is TILE_ROWS rows of a block of `layout.ts` and WIDTH of its columns, a
 * thread one column. The sum is split in SPLITS parts (split-K), each summed in a fixed order into its own place of
 * `partials` (M, SPLITS, VECTORS), so that no atomics are needed and every run gives the same numbers.
 * Algorithm: terms, (step, group of windows), come by in chunks; the threads first bring the chunk's inputs to
 * workgroup memory together, each one value of ROWS windows, then every thread adds the outer products of its column.
 * Inputs are read from where they are: raw rows through the batch's origins, hidden states below or one step earlier,
 * 1 for the bias. Workgroup memory: TILE_ROWS CHUNK vec4f, 2 KB.
 */
import { PLACE_OF } from './forward';
import { TILE_ROWS, type Layout } from './layout';
import { each, mask, preamble, read, readWrite, STEP } from './wgsl';

export const gradientBindings = [
  STEP,
  read('origins', 'u32'),
  read('inputs', 'f32'),
  read('deltas', 'vec4f'),
  read('states', 'vec4f'),
  read('predictions', 'vec4f'),
  read('tiles', 'vec4u'),
  readWrite('partials', 'vec4f'),
];

const CHUNK = 16;

export function gradientKernel(layout: Layout): string {
  const { blocks, width } = layout;
  const table = (numbers: readonly number[]) =>
    `array<u32, ${numbers.length}>(${numbers.map((n) => `${n}u`).join(', ')})`;
  return `
${preamble(layout, gradientBindings)}
const TILE_ROWS = ${TILE_ROWS}u;
const CHUNK = ${CHUNK}u;
const BLOCK_FIRST = ${table(blocks.map(({ first }) => first))};
const BLOCK_ROWS = ${table(blocks.map(({ rows }) => rows))};
var<workgroup> scratch: array<vec4f, ${TILE_ROWS * CHUNK}>;
${mask(layout)}${PLACE_OF}
/** The factor of row \`row\` of a layer's block, for the windows of a group. */
fn layerInput(step: Step, model: u32, layer: u32, row: u32, t: u32, group: u32) -> vec4f {
  let width = select(UNITS, FEATURES, layer == 0u);
  if (row >= width + UNITS) {
    return vec4f(1.0);
  }
  if (row >= width) {
    if (t == 0u) {
      return vec4f(0.0);
    }
    return states[placeOf(model, layer, t - 1u, group) * UNITS + row - width];
  }
  if (layer > 0u) {
    let below = states[placeOf(model, layer - 1u, t, group) * UNITS + row];
    return below * maskOf(step.key, layer - 1u, t, group, row);
  }
  let lanes = min(vec4u(0u, 1u, 2u, 3u) + group * ROWS, vec4u(step.rows - 1u)) + step.first;
  let rows = vec4u(origins[lanes.x], origins[lanes.y], origins[lanes.z], origins[lanes.w]);
  let at = (rows - (STEPS - 1u - t)) * FEATURES + row;
  return vec4f(inputs[at.x], inputs[at.y], inputs[at.z], inputs[at.w]);
}

fn headInput(step: Step, model: u32, row: u32, group: u32) -> vec4f {
  if (row == UNITS) {
    return vec4f(1.0);
  }
  let last = states[placeOf(model, LAYERS - 1u, STEPS - 1u, group) * UNITS + row];
  return last * maskOf(step.key, LAYERS - 1u, STEPS - 1u, group, row);
}

@compute @workgroup_size(${width})
fn main(@builtin(workgroup_id) id: vec3u, @builtin(local_invocation_index) thread: u32) {
  let split = id.y;
  let model = id.z;
  let step = steps[model];
  if (step.rows == 0u) {
    return;
  }
  let tile = tiles[id.x];
  let block = tile.x;
  let isHead = block == LAYERS;
  var firsts = BLOCK_FIRST;
  var heights = BLOCK_ROWS;
  let height = heights[block];
  let columns = select(UNITS, COLUMNS, isHead);
  let column = tile.z + thread;
  let isColumn = column < columns;

  let groups = (step.rows + ROWS - 1u) / ROWS;
  let terms = select(STEPS * groups, groups, isHead);
  let share = (terms + SPLITS - 1u) / SPLITS;
  let begin = min(split * share, terms);
  let end = min(begin + share, terms);
  ${each(TILE_ROWS, (k) => `var sum${k} = vec4f(0.0);\n  `)}
  for (var chunk = begin; chunk < end; chunk += CHUNK) {
    let size = min(CHUNK, end - chunk);
    for (var i = thread; i < TILE_ROWS * size; i += WIDTH) {
      let row = min(tile.y + i % TILE_ROWS, height - 1u);
      let term = chunk + i / TILE_ROWS;
      if (isHead) {
        scratch[i] = headInput(step, model, row, term);
      } else {
        scratch[i] = layerInput(step, model, block, row, term / groups, term % groups);
      }
    }
    workgroupBarrier();
    if (isColumn) {
      for (var s = 0u; s < size; s++) {
        let term = chunk + s;
        var made: mat4x4f; // deltas of the four windows
        if (isHead) {
          let at = (model * GROUPS + term) * ROWS * COLUMNS + column;
          made = mat4x4f(
            predictions[at],
            predictions[at + COLUMNS],
            predictions[at + 2u * COLUMNS],
            predictions[at + 3u * COLUMNS],
          );
        } else {
          let at = placeOf(model, block, term / groups, term % groups) * ROWS * UNITS + column;
          made = mat4x4f(deltas[at], deltas[at + UNITS], deltas[at + 2u * UNITS], deltas[at + 3u * UNITS]);
        }
        ${each(TILE_ROWS, (k) => `sum${k} += made * scratch[s * TILE_ROWS + ${k}u];\n        `)}
      }
    }
    workgroupBarrier();
  }
  if (isColumn) {
    let to = (model * SPLITS + split) * VECTORS + firsts[block] + tile.y * columns + column;
    ${each(TILE_ROWS, (k) => `if (tile.y + ${k}u < height) { partials[to + ${k}u * columns] = sum${k}; }\n    `)}
  }
}
`;
}
