/**
 * Inference kernels, forward only: nothing is kept but the predictions, so memory does not grow with the sequence.
 * Workgroups: (groups of ROWS windows, MODELS). `forecastKernel` makes predictions for any number of windows of the
 * first model in one dispatch; `validationKernel` sums the losses of up to VALIDATION_ROWS windows of each model.
 */
import { forward, head, LOSS, PLACE } from './forward';
import type { Layout } from './layout';
import { ACTIVATION, lossFunction, preamble, read, readWrite, STEP, UNKNOWN_BITS, type Binding } from './wgsl';

export const forecastBindings = [
  STEP,
  read('origins', 'u32'),
  read('inputs', 'f32'),
  read('parameters', 'vec4f'),
  readWrite('predictions', 'f32'),
];

export const validationBindings = [...forecastBindings, read('targets', 'u32'), readWrite('losses', 'f32')];

export function forecastKernel(layout: Layout): string {
  return inferKernel(layout, forecastBindings, '', head(layout, 'group * ROWS'));
}

export function validationKernel(layout: Layout): string {
  const declarations = `const UNKNOWN = ${UNKNOWN_BITS}u;${lossFunction(layout.options.loss)}`;
  const body = head(layout, '(model * VALIDATION_GROUPS + group) * ROWS') + LOSS('model * LOSSES + GROUPS + group');
  return inferKernel(layout, validationBindings, declarations, body);
}

function inferKernel(layout: Layout, bindings: readonly Binding[], declarations: string, body: string): string {
  return `
${preamble(layout, bindings)}
var<workgroup> scratch: array<vec4f, ${layout.scratchVectors}>;
${ACTIVATION}${declarations}
@compute @workgroup_size(${layout.width})
fn main(@builtin(workgroup_id) id: vec3u, @builtin(local_invocation_index) thread: u32) {
  ${PLACE}
  ${forward(layout, false)}
  ${body}
}
`;
}
