/**
 * Training kernel: forward pass, loss and backpropagation through time of all layers, one dispatch a step.
 *
 * Workgroups: (GROUPS, MODELS), each ROWS windows of one model; WIDTH threads, one a unit.
 * Algorithm: `forward.ts`, the head and its loss, then the layers from the top down, each from its last step to its
 * first. A thread keeps what flows back through its unit (cell and hidden state) in registers; the deltas of the gates,
 * which every unit of the step before needs, stand in workgroup memory, two steps of them, so one barrier a layer and
 * step is enough. The transposed copies of the weights make neighbouring threads read neighbouring vectors.
 * Memory: `deltas` (M, L, T, GROUPS, ROWS, U) holds the gates after the forward pass and their deltas after the way
 * back; `states` (2)(M, L, T, GROUPS, U) holds hidden states and cells. A layer that has used a cell leaves in its
 * place what it hands down to the layer below.
 */
import { forward, head, LOSS, PLACE, PLACE_OF } from './forward';
import type { Layout } from './layout';
import { ACTIVATION, each, lossFunction, mask, preamble, read, readWrite, STEP, UNKNOWN_BITS } from './wgsl';

export const trainBindings = [
  STEP,
  read('origins', 'u32'),
  read('inputs', 'f32'),
  read('targets', 'u32'),
  read('parameters', 'vec4f'),
  readWrite('deltas', 'vec4f'),
  readWrite('states', 'vec4f'),
  readWrite('predictions', 'f32'),
  readWrite('losses', 'f32'),
];

export function trainKernel(layout: Layout): string {
  const { layers } = layout.shape;
  return `
${preamble(layout, trainBindings)}
const UNKNOWN = ${UNKNOWN_BITS}u;
var<workgroup> scratch: array<vec4f, ${layout.scratchVectors}>;
${ACTIVATION}${mask(layout)}${PLACE_OF}${lossFunction(layout.options.loss)}
@compute @workgroup_size(${layout.width})
fn main(@builtin(workgroup_id) id: vec3u, @builtin(local_invocation_index) thread: u32) {
  ${PLACE}
  ${forward(layout, true)}
  ${head(layout, '(model * GROUPS + group) * ROWS')}
  ${LOSS('model * LOSSES + group')}
  ${headBackward(layout)}
  ${each(layers, (below) => layerBackward(layout, layers - 1 - below))}
}
`;
}

/** `fromHead`: gradient of the top layer's last state. */
function headBackward({ blocks, shape }: Layout): string {
  const { transposedKernel } = blocks[shape.layers];
  return `
  var fromHead = vec4f(0.0);
  for (var column = 0u; column < COLUMNS; column++) {
    var errors: mat4x4f;
    for (var row = 0u; row < ROWS; row++) {
      let at = firstPrediction + (row * COLUMNS + column) * 4u;
      errors[row] = vec4f(predictions[at], predictions[at + 1u], predictions[at + 2u], predictions[at + 3u]);
    }
    fromHead += parameters[weights + ${transposedKernel}u + column * UNITS + unit] * errors;
  }
  fromHead *= maskOf(step.key, LAYERS - 1u, STEPS - 1u, group, unit);
`;
}

function layerBackward({ blocks, shape }: Layout, l: number): string {
  const { transposedKernel, transposedRecurrent } = blocks[l];
  const isTop = l === shape.layers - 1;
  const handedDown = `states[CELLS + placeOf(model, ${l + 1}u, t, group) * UNITS + unit]`;
  return `
  { // layer ${l}
    var carriedCell = vec4f(0.0);
    var carriedState = vec4f(0.0);
    for (var left = STEPS; left > 0u; left--) {
      let t = left - 1u;
      let at = placeOf(model, ${l}u, t, group);
      let slot = (t & 1u) * ROWS * UNITS;
      if (isUnit) {
        var d = carriedState;
        ${isTop ? 'if (left == STEPS) { d += fromHead; }' : `d += ${handedDown};`}
        var byWindow: mat4x4f;
        for (var row = 0u; row < ROWS; row++) {
          byWindow[row] = deltas[(at * ROWS + row) * UNITS + unit];
        }
        let gates = transpose(byWindow);
        let i = gates[0];
        let f = gates[1];
        let g = gates[2];
        let o = gates[3];
        let squashed = tanhOf(states[CELLS + at * UNITS + unit]);
        var before = vec4f(0.0);
        if (t > 0u) {
          before = states[CELLS + (at - GROUPS) * UNITS + unit];
        }
        let dCell = carriedCell + d * o * (1.0 - squashed * squashed);
        let dGates = transpose(mat4x4f(
          dCell * g * i * (1.0 - i),
          dCell * before * f * (1.0 - f),
          dCell * i * (1.0 - g * g),
          d * squashed * o * (1.0 - o),
        ));
        carriedCell = dCell * f;
        for (var row = 0u; row < ROWS; row++) {
          deltas[(at * ROWS + row) * UNITS + unit] = dGates[row];
          scratch[slot + row * UNITS + unit] = dGates[row];
        }
      }
      workgroupBarrier();
      carriedState = vec4f(0.0);
      ${l > 0 ? 'var down = vec4f(0.0);' : ''}
      for (var j = 0u; j < UNITS; j++) {
        let d = slot + j;
        let dGates = mat4x4f(scratch[d], scratch[d + UNITS], scratch[d + 2u * UNITS], scratch[d + 3u * UNITS]);
        carriedState += parameters[weights + ${transposedRecurrent}u + j * UNITS + unit] * dGates;
        ${l > 0 ? `down += parameters[weights + ${transposedKernel}u + j * UNITS + unit] * dGates;` : ''}
      }
      ${
        l > 0
          ? `if (isUnit) {
        states[CELLS + at * UNITS + unit] = down * maskOf(step.key, ${l - 1}u, t, group, unit);
      }`
          : ''
      }
    }
    workgroupBarrier();
  }`;
}
