/**
 * Forward pass, as text that the training and the inference kernels share. A workgroup computes ROWS windows of one
 * model, a thread one unit of every layer; a vec4f holds a value of the four windows, or the four gates of a weight.
 *
 * Algorithm: step by step, and in each step layer by layer, as `lstm.ts` writes it. The hidden states stand in
 * workgroup memory, two of each layer (step t reads t - 1), the cells in registers, so nothing goes through global
 * memory but the weights and, for training, what the way back needs.
 * Windows are read from the raw inputs where they lie. Lanes past the end of a batch repeat its last window.
 * One barrier a layer and step. Workgroup memory: (2 L + L - 1 with dropout) U vec4f.
 */
import type { Layout } from './layout';
import { each } from './wgsl';

/** The place of the forward pass and its windows: to be declared first in `main`. */
export const PLACE = `
  let model = id.y;
  let group = id.x;
  let step = steps[model];
  if (group * ROWS >= step.rows) {
    return;
  }
  let isUnit = thread < UNITS;
  let unit = min(thread, UNITS - 1u);
  let weights = model * PARAMETER_VECTORS;
  let lanes = min(vec4u(0u, 1u, 2u, 3u) + group * ROWS, vec4u(step.rows - 1u)) + step.first;
  let rows = vec4u(origins[lanes.x], origins[lanes.y], origins[lanes.z], origins[lanes.w]);
`;

/**
 * Leaves what the head reads, the top layer's last states, in `scratch[0 .. UNITS - 1]`.
 * @param isTraining drops values, and keeps gates, states and cells
 */
export function forward(layout: Layout, isTraining: boolean): string {
  const { layers } = layout.shape;
  const isDropping = isTraining && (layout.options.dropout ?? 0) > 0;
  return `
  let start = (rows - (STEPS - 1u)) * FEATURES;
  var last = vec4f(0.0);
  ${each(layers, (l) => `var cell${l} = vec4f(0.0);\n  `)}
  for (var t = 0u; t < STEPS; t++) {
    let current = (t & 1u) * UNITS;
    let previous = UNITS - current;
    ${each(layers, (l) => forwardLayer(layout, l, isTraining, isDropping))}
  }
  if (isUnit) {
    scratch[unit] = last${isDropping ? ' * maskOf(step.key, LAYERS - 1u, STEPS - 1u, group, unit)' : ''};
  }
  workgroupBarrier();
`;
}

function forwardLayer({ shape, blocks }: Layout, l: number, isTraining: boolean, isDropping: boolean): string {
  const { layers, hidden } = shape;
  const { first, rows } = blocks[l];
  const recurrent = first + (rows - 1 - hidden) * hidden;
  const bias = first + (rows - 1) * hidden;
  const handed = (layer: number) => `${(2 * layers + layer) * hidden}u`;
  const below = isDropping ? handed(l - 1) : `${2 * (l - 1) * hidden}u + current`;
  return `
    { // layer ${l}
      let own = ${2 * l * hidden}u;
      var a0 = parameters[weights + ${bias}u + unit];
      var a1 = a0;
      var a2 = a0;
      var a3 = a0;
      ${l === 0 ? readInputs(first) : readBelow(first, below)}
      for (var k = 0u; k < UNITS; k++) {
        let w = parameters[weights + ${recurrent}u + k * UNITS + unit];
        let h = scratch[own + previous + k];
        a0 += w * h.x;
        a1 += w * h.y;
        a2 += w * h.z;
        a3 += w * h.w;
      }
      let sums = transpose(mat4x4f(a0, a1, a2, a3));
      let i = sigmoidOf(sums[0]);
      let f = sigmoidOf(sums[1]);
      let g = tanhOf(sums[2]);
      let o = sigmoidOf(sums[3]);
      cell${l} = f * cell${l} + i * g;
      let state = o * tanhOf(cell${l});
      if (isUnit) {
        scratch[own + current + unit] = state;
        ${isDropping && l < layers - 1 ? `scratch[${handed(l)} + unit] = state * maskOf(step.key, ${l}u, t, group, unit);` : ''}
        ${isTraining ? keep(l) : ''}
      }
      ${l === layers - 1 ? 'last = state;' : ''}
      workgroupBarrier();
    }`;
}

const readInputs = (kernel: number) => `for (var k = 0u; k < FEATURES; k++) {
        let w = parameters[weights + ${kernel}u + k * UNITS + unit];
        let at = start + t * FEATURES + k;
        a0 += w * inputs[at.x];
        a1 += w * inputs[at.y];
        a2 += w * inputs[at.z];
        a3 += w * inputs[at.w];
      }`;

const readBelow = (kernel: number, below: string) => `for (var k = 0u; k < UNITS; k++) {
        let w = parameters[weights + ${kernel}u + k * UNITS + unit];
        let x = scratch[${below} + k];
        a0 += w * x.x;
        a1 += w * x.y;
        a2 += w * x.z;
        a3 += w * x.w;
      }`;

const keep = (l: number) => `let at = placeOf(model, ${l}u, t, group);
        let gates = transpose(mat4x4f(i, f, g, o));
        for (var row = 0u; row < ROWS; row++) {
          deltas[(at * ROWS + row) * UNITS + unit] = gates[row];
        }
        states[at * UNITS + unit] = state;
        states[CELLS + at * UNITS + unit] = cell${l};`;

/** Of a layer's step of a group, among all that are kept: counts groups of windows. */
export const PLACE_OF = `
fn placeOf(model: u32, layer: u32, t: u32, group: u32) -> u32 {
  return ((model * LAYERS + layer) * STEPS + t) * GROUPS + group;
}
`;

/**
 * The head: `predictions` (windows, 4 COLUMNS) from row `firstRow` on. Threads share the columns.
 * @param firstRow WGSL expression
 */
export function head({ blocks, shape }: Layout, firstRow: string): string {
  const { first } = blocks[shape.layers];
  return `
  let firstPrediction = (${firstRow}) * COLUMNS * 4u;
  for (var column = thread; column < COLUMNS; column += WIDTH) {
    let bias = parameters[weights + ${first}u + UNITS * COLUMNS + column];
    var made = mat4x4f(bias, bias, bias, bias);
    for (var k = 0u; k < UNITS; k++) {
      let w = parameters[weights + ${first}u + k * COLUMNS + column];
      let h = scratch[k];
      made += mat4x4f(w * h.x, w * h.y, w * h.z, w * h.w);
    }
    for (var row = 0u; row < ROWS; row++) {
      for (var lane = 0u; lane < 4u; lane++) {
        predictions[firstPrediction + (row * COLUMNS + column) * 4u + lane] = made[row][lane];
      }
    }
  }
  storageBarrier();
  workgroupBarrier();
`;
}

/**
 * Sums the loss of the group's windows into `losses[slot]`, and turns \`predictions\` into its gradient, 0 for unknown
 * targets and lanes past the batch's end. The sum stays with this workgroup's slot, so that its order is fixed.
 */
export const LOSS = (slot: string) => `
  var sum = 0.0;
  for (var i = thread; i < ROWS * LEADS; i += WIDTH) {
    let row = i / LEADS;
    let lead = i % LEADS;
    let at = firstPrediction + row * COLUMNS * 4u + lead * VALUES;
    let bits = targets[rows[row] * LEADS + lead];
    if (group * ROWS + row < step.rows && bits != UNKNOWN) {
      sum += lossAt(bitcast<f32>(bits), at, step.perKnown);
    } else {
      for (var q = 0u; q < VALUES; q++) {
        predictions[at + q] = 0.0;
      }
    }
  }
  scratch[thread].x = sum;
  storageBarrier();
  workgroupBarrier();
  if (thread == 0u) {
    var total = 0.0;
    for (var i = 0u; i < WIDTH; i++) {
      total += scratch[i].x;
    }
    losses[${slot}] += total;
  }
  workgroupBarrier();
`;
