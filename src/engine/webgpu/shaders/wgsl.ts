/**
 * Pieces of WGSL that several kernels share, as text. A kernel is a header comment in its own file, the constants and
 * the bindings from here, and its main function.
 */
import { ADAM, type Loss, MAX_LOG_DEVIATION, SQUARED, dropoutThreshold } from '../../model';
import { ROWS, type Layout } from './layout';

/** The use of a buffer by a kernel. `step`: the batch of each model, see `steps.ts`. */
export interface Binding {
  name: string;
  access: 'step' | 'read' | 'read_write';
  /** of an element */
  type: 'f32' | 'u32' | 'vec4f' | 'vec4u';
}

export const STEP: Binding = { name: 'steps', access: 'step', type: 'u32' };
export const read = (name: string, type: Binding['type']): Binding => ({ name, access: 'read', type });
export const readWrite = (name: string, type: Binding['type']): Binding => ({ name, access: 'read_write', type });

/** Sizes as constants, what a step is, and the declarations of the buffers. */
export function preamble(layout: Layout, bindings: readonly Binding[]): string {
  const { shape, models, groups, width, vectors, parameterVectors, blocks, splits, sweeps } = layout;
  return `
const MODELS = ${models}u;
const FEATURES = ${shape.features}u;
const STEPS = ${shape.sequenceLength}u;
const LAYERS = ${shape.layers}u;
const UNITS = ${shape.hidden}u;
const LEADS = ${shape.outputs}u;
const VALUES = ${shape.valuesPerOutput}u;
const COLUMNS = ${blocks[shape.layers].columns}u; // of the head, vec4f
const BATCH = ${layout.options.batchSize}u;
const ROWS = ${ROWS}u;
const GROUPS = ${groups}u;
const WIDTH = ${width}u;
const VECTORS = ${vectors}u;
const PARAMETER_VECTORS = ${parameterVectors}u;
const VALIDATION_GROUPS = ${layout.validationGroups}u;
const LOSSES = GROUPS + VALIDATION_GROUPS; // slots of a model: of training, then of validation
const SPLITS = ${splits}u;
const SWEEPS = ${sweeps}u;
const CELLS = ${models}u * LAYERS * STEPS * GROUPS * UNITS; // where cells follow hidden states in \`states\`

struct Step {
  first: u32,      // of the batch, in \`origins\`
  rows: u32,       // windows of the batch; 0: the model rests
  perKnown: f32,   // 1 / known targets of the batch
  rate: f32,       // Adam's a_t
  keep: f32,       // what weight decay leaves of a weight
  key: u32,        // of the dropout mask
  spare0: u32,
  spare1: u32,
}
${bindings.map(declare).join('\n')}
`;
}

function declare({ name, access, type }: Binding, index: number): string {
  const place = `@group(0) @binding(${index})`;
  return access === 'step'
    ? `${place} var<uniform> ${name}: array<Step, MODELS>;`
    : `${place} var<storage, ${access}> ${name}: array<${type}>;`;
}

/**
 * tanh is our own minimax fit x P(x^2) / Q(x^2), the one of the WASM kernels (see kernels/assembly/activation.ts): that
 * of WGSL has no bound on its error and may overflow. The four lanes are four windows.
 */
export const ACTIVATION = `
fn tanhOf(value: vec4f) -> vec4f {
  let x = clamp(value, vec4f(-9.0), vec4f(9.0));
  let q = x * x;
  let p = (((1.3354589442e-8 * q + 2.06090517238e-5) * q + 3.49558749503e-3) * q + 0.13381025688) * q + 0.999999979671;
  let d = (((7.7765347313e-7 * q + 3.28563284437e-4) * q + 2.58769814452e-2) * q + 0.467143413558) * q + 1.0;
  return p * x / d;
}

fn sigmoidOf(x: vec4f) -> vec4f {
  return 0.5 * tanhOf(0.5 * x) + 0.5;
}
`;

/** The mask of `dropout.ts` for the windows of a group: 0, or 1 / (1 - rate). All ones where nothing is dropped. */
export function mask({ options: { dropout = 0 } }: Layout): string {
  if (dropout === 0) {
    return `
fn maskOf(key: u32, layer: u32, t: u32, group: u32, unit: u32) -> vec4f {
  return vec4f(1.0);
}
`;
  }
  return `
fn mix(bits: vec4u) -> vec4u {
  var h = bits ^ (bits >> vec4u(16u));
  h *= 0x85ebca6bu;
  h ^= h >> vec4u(13u);
  h *= 0xc2b2ae35u;
  return h ^ (h >> vec4u(16u));
}

fn maskOf(key: u32, layer: u32, t: u32, group: u32, unit: u32) -> vec4f {
  let row = vec4u(0u, 1u, 2u, 3u) + group * ROWS;
  let index = ((layer * STEPS + t) * BATCH + row) * UNITS + unit;
  let isKept = (mix(index ^ vec4u(key)) >> vec4u(8u)) >= vec4u(${dropoutThreshold(dropout)}u);
  return select(vec4f(0.0), vec4f(${float(1 / (1 - dropout))}), isKept);
}
`;
}

/** Bits that stand for an unknown target. Compared as an integer: WGSL lets a compiler assume that no float is NaN. */
export const UNKNOWN_BITS = 0x7fc00000;

/**
 * `lossAt(known, at, scale)`: the loss of one known target, not averaged, where \`predictions\` from \`at\` are what the head
 * made; they become the loss's gradient, times \`scale\`. See \`loss.ts\`.
 */
export function lossFunction(loss: Loss = SQUARED): string {
  switch (loss.kind) {
    case 'squared':
      return `
fn lossAt(known: f32, at: u32, scale: f32) -> f32 {
  let error = predictions[at] - known;
  predictions[at] = 2.0 * error * scale;
  return error * error;
}
`;
    case 'pinball':
      return `
const QUANTILES = array<f32, ${loss.quantiles.length}>(${loss.quantiles.map(float).join(', ')});

fn lossAt(known: f32, at: u32, scale: f32) -> f32 {
  var quantiles = QUANTILES;
  var sum = 0.0;
  for (var q = 0u; q < VALUES; q++) {
    let quantile = quantiles[q];
    let error = known - predictions[at + q];
    sum += max(quantile * error, (quantile - 1.0) * error);
    predictions[at + q] = select(-quantile, 1.0 - quantile, error < 0.0) / f32(VALUES) * scale;
  }
  return sum / f32(VALUES);
}
`;
    case 'gaussian':
      return `
fn lossAt(known: f32, at: u32, scale: f32) -> f32 {
  let raw = predictions[at + 1u];
  let logDeviation = clamp(raw, -${float(MAX_LOG_DEVIATION)}, ${float(MAX_LOG_DEVIATION)});
  let deviation = exp(logDeviation);
  let scaled = (known - predictions[at]) / deviation;
  predictions[at] = -scaled / deviation * scale;
  predictions[at + 1u] = select(0.0, (1.0 - scaled * scaled) * scale, raw == logDeviation);
  return logDeviation + 0.5 * scaled * scaled;
}
`;
  }
}

/** Not rounded: WGSL folds 1 - BETA2 in double precision. */
export const ADAM_CONSTANTS = `
const BETA1 = ${ADAM.beta1};
const BETA2 = ${ADAM.beta2};
const EPSILON = ${ADAM.epsilon};
`;

/** A number as WGSL writes it: never as an integer. */
export function float(value: number): string {
  const text = String(Math.fround(value));
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** The text of each of 0 .. count - 1, one after the other. */
export function each(count: number, text: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => text(i)).join('');
}
