/**
 * The two kernels of a step that go over all parameters: workgroups (SWEEPS, MODELS) of SWEEP threads, a thread one
 * vec4f. They are two because clipping needs the norm of the whole gradient before the first weight moves, and
 * workgroups of one dispatch cannot wait for each other.
 */
import { NOWHERE, SWEEP, type Layout } from './layout';
import { ADAM_CONSTANTS, float, preamble, read, readWrite, STEP } from './wgsl';

export const reduceBindings = [STEP, readWrite('partials', 'vec4f'), readWrite('norms', 'f32')];

/**
 * Adds the parts of the gradient up, into the first of them, and leaves the sum of squares of each workgroup in `norms`
 * (M, SWEEPS).
 */
export function reduceKernel(layout: Layout): string {
  return `
${preamble(layout, reduceBindings)}
${ADD_UP}
@compute @workgroup_size(${SWEEP})
fn main(@builtin(workgroup_id) id: vec3u, @builtin(local_invocation_index) thread: u32) {
  let model = id.y;
  if (steps[model].rows == 0u) {
    return;
  }
  let index = id.x * ${SWEEP}u + thread;
  let first = model * SPLITS * VECTORS + index;
  var gradient = vec4f(0.0);
  if (index < VECTORS) {
    for (var split = 0u; split < SPLITS; split++) {
      gradient += partials[first + split * VECTORS];
    }
    partials[first] = gradient;
  }
  let squares = addUp(thread, dot(gradient, gradient));
  if (thread == 0u) {
    norms[model * SWEEPS + id.x] = squares;
  }
}
`;
}

export const adamBindings = [
  STEP,
  read('partials', 'vec4f'),
  read('norms', 'f32'),
  read('transposed', 'u32'),
  readWrite('moments', 'vec4f'),
  readWrite('parameters', 'vec4f'),
];

/**
 * Clips the gradient to its global norm and moves the weights as `adam.ts` does, with `moments` (M, VECTORS, 2): m, v.
 * Every workgroup adds the norms up for itself, in the same order. Writes the transposed copies too.
 */
export function adamKernel(layout: Layout): string {
  return `
${preamble(layout, adamBindings)}
const CLIP_NORM = ${float(layout.options.clipNorm)};
const NOWHERE = ${NOWHERE}u;
${ADAM_CONSTANTS}${ADD_UP}
@compute @workgroup_size(${SWEEP})
fn main(@builtin(workgroup_id) id: vec3u, @builtin(local_invocation_index) thread: u32) {
  let model = id.y;
  let step = steps[model];
  if (step.rows == 0u) {
    return;
  }
  var squares = 0.0;
  for (var i = thread; i < SWEEPS; i += ${SWEEP}u) {
    squares += norms[model * SWEEPS + i];
  }
  let norm = sqrt(addUp(thread, squares));
  let clip = select(1.0, CLIP_NORM / norm, norm > CLIP_NORM);

  let index = id.x * ${SWEEP}u + thread;
  if (index >= VECTORS) {
    return;
  }
  let g = clip * partials[model * SPLITS * VECTORS + index];
  let at = 2u * (model * VECTORS + index);
  let m = moments[at] + (1.0 - BETA1) * (g - moments[at]);
  let v = moments[at + 1u] + (1.0 - BETA2) * (g * g - moments[at + 1u]);
  moments[at] = m;
  moments[at + 1u] = v;
  let weights = model * PARAMETER_VECTORS;
  let moved = step.keep * parameters[weights + index] - step.rate * m / (sqrt(v) + EPSILON);
  parameters[weights + index] = moved;
  let copy = transposed[index];
  if (copy != NOWHERE) {
    parameters[weights + copy] = moved;
  }
}
`;
}

/** The sum of one number of each thread, for all threads, always in the same order. To be called by all. */
const ADD_UP = `
var<workgroup> terms: array<f32, ${SWEEP}>;

fn addUp(thread: u32, term: f32) -> f32 {
  terms[thread] = term;
  workgroupBarrier();
  for (var half = ${SWEEP / 2}u; half > 0u; half /= 2u) {
    if (thread < half) {
      terms[thread] += terms[thread + half];
    }
    workgroupBarrier();
  }
  return terms[0];
}
`;
