/**
 * The model of `lstm.ts` in TensorFlow.js operations, forward and backward, on whichever backend is selected.
 *
 * Backward is written out and not left to automatic differentiation: what does not depend on the next step is
 * computed for all steps at once, which leaves 11 operations a step where the tape of `tf.layers.lstm` has some
 * 80. Matrices are transposed by `transpose`, once a batch: `matMul`'s own way of doing it leaves the fast path of the
 * WASM backend. All functions expect to run inside `tidy` and return tensors that it keeps.
 */
import {
  add,
  concat,
  matMul,
  mul,
  reshape,
  sigmoid,
  slice,
  split,
  square,
  stack,
  sub,
  sum,
  tanh,
  transpose,
  unstack,
  zeros,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
} from '@tensorflow/tfjs-core';
import { type ModelShape, headWidth, parameterLayout } from '../model';
import type { Drops } from './tfjsDropout';

interface LayerWeights {
  /** (in, 4U) */
  kernel: Tensor2D;
  /** (U, 4U) */
  recurrent: Tensor2D;
  /** (4U) */
  bias: Tensor1D;
}

export interface Weights {
  layers: LayerWeights[];
  /** (U, H Q) */
  headKernel: Tensor2D;
  /** (H Q) */
  headBias: Tensor1D;
}

/** The matrices inside the flat parameters (P). */
export function unpack(shape: ModelShape, flat: Tensor1D): Weights {
  const { hidden } = shape;
  const width = headWidth(shape);
  const layout = parameterLayout(shape);
  const matrix = (offset: number, rows: number, columns: number): Tensor2D =>
    reshape(slice(flat, offset, rows * columns), [rows, columns]);
  return {
    layers: layout.layers.map(({ inputs, kernel, recurrent, bias }) => ({
      kernel: matrix(kernel, inputs, 4 * hidden),
      recurrent: matrix(recurrent, hidden, 4 * hidden),
      bias: slice(flat, bias, 4 * hidden),
    })),
    headKernel: matrix(layout.headKernel, hidden, width),
    headBias: slice(flat, layout.headBias, width),
  };
}

/** The part of a layer's forward pass that backward needs, one tensor per step: activations (B, .). */
interface Trace {
  /** (T, B, in) */
  x: Tensor3D;
  /** sigmoid of all four sums (B, 4U); the third quarter is unused */
  gates: Tensor[];
  /** g (B, U) */
  candidates: Tensor[];
  /** c before each step and after the last (B, U) */
  cells: Tensor[];
  /** tanh of c after each step (B, U) */
  squashed: Tensor[];
  /** h before each step and after the last (B, U) */
  states: Tensor[];
}

/** Predictions, and what backward needs. */
export interface Pass {
  /** (B, H Q) */
  y: Tensor2D;
  traces: Trace[];
  /** what the head read (B, U) */
  last: Tensor2D;
}

/** Predictions for windows x (T, B, C); while training with dropout, with what the layers hand up dropped. */
export function forward({ layers, headKernel, headBias }: Weights, x: Tensor3D, drops?: Drops): Pass {
  const traces: Trace[] = [];
  let below = x;
  layers.forEach((layer, l) => {
    const trace = forwardLayer(layer, below);
    traces.push(trace);
    if (l < layers.length - 1) {
      below = dropped(stack(trace.states.slice(1)) as Tensor3D, drops?.between[l]);
    }
  });
  const last = dropped(traces.at(-1)?.states.at(-1) as Tensor2D, drops?.last);
  return { y: add(matMul(last, headKernel), headBias), traces, last };
}

const dropped = <T extends Tensor>(values: T, factors: T | undefined): T => (factors ? mul(values, factors) : values);

function forwardLayer({ kernel, recurrent, bias }: LayerWeights, x: Tensor3D): Trace {
  const [steps, rows, inputs] = x.shape;
  const hidden = recurrent.shape[0];
  const projected = add(matMul(reshape(x, [steps * rows, inputs]), kernel), bias);
  let h: Tensor = zeros([rows, hidden]);
  let c: Tensor = zeros([rows, hidden]);
  const trace: Trace = { x, gates: [], candidates: [], cells: [c], squashed: [], states: [h] };
  for (const fromBelow of unstack(reshape(projected, [steps, rows, 4 * hidden]))) {
    const sums = add(fromBelow, matMul(h as Tensor2D, recurrent));
    const gates = sigmoid(sums);
    const [i, f, , o] = split(gates, 4, 1);
    const g = tanh(slice(sums, [0, 2 * hidden], [rows, hidden]));
    c = add(mul(f, c), mul(i, g));
    const squashed = tanh(c);
    h = mul(o, squashed);
    trace.gates.push(gates);
    trace.candidates.push(g);
    trace.cells.push(c);
    trace.squashed.push(squashed);
    trace.states.push(h);
  }
  return trace;
}

/** Gradient (P) of the loss whose gradient for the predictions is dy (B, H Q), with what `forward` dropped. */
export function backward(
  { layers, headKernel }: Weights,
  { traces, last }: Pass,
  dy: Tensor2D,
  drops?: Drops
): Tensor1D {
  const flat: Tensor[] = [reshape(matMul(transpose(last), dy), [-1]), sum(dy, 0)];
  let above: Tensor | Tensor[] = dropped(matMul(dy, transpose(headKernel)), drops?.last);
  for (let l = layers.length - 1; l >= 0; l--) {
    const { dKernel, dRecurrent, dBias, dGates } = backwardLayer(layers[l], traces[l], above);
    flat.unshift(reshape(dKernel, [-1]), reshape(dRecurrent, [-1]), dBias);
    if (l > 0) {
      const [steps, rows, inputs] = traces[l].x.shape;
      const dInputs = reshape(matMul(dGates, transpose(layers[l].kernel)), [steps, rows, inputs]) as Tensor3D;
      above = unstack(dropped(dInputs, drops?.between[l - 1]));
    }
  }
  return concat(flat) as Tensor1D;
}

/** @param above gradient of the last state (B, U), or of the state after each step */
function backwardLayer({ recurrent }: LayerWeights, trace: Trace, above: Tensor | Tensor[]) {
  const [steps, rows, inputs] = trace.x.shape;
  const hidden = recurrent.shape[0];
  const [i, f, , o] = split(stack(trace.gates), 4, 2);
  const g = stack(trace.candidates);
  const squashed = stack(trace.squashed);
  const before = stack(trace.cells.slice(0, -1));
  // dc = dh * cellFactor + what comes from the step after; dGates = [dc, dc, dc, dh] * gateFactor.
  const cellFactor = unstack(mul(o, sub(1, square(squashed))));
  const slope = (gate: Tensor) => mul(gate, sub(1, gate));
  const gateFactor = unstack(
    concat([mul(g, slope(i)), mul(before, slope(f)), mul(i, sub(1, square(g))), mul(squashed, slope(o))], 2)
  );
  const forget = unstack(f);
  const backToState = transpose(recurrent);

  let dh: Tensor = Array.isArray(above) ? above[steps - 1] : above;
  let dc: Tensor = zeros([rows, hidden]);
  const dGatesPerStep: Tensor[] = [];
  for (let t = steps - 1; t >= 0; t--) {
    const dCell = add(dc, mul(dh, cellFactor[t]));
    const dGates = mul(concat([dCell, dCell, dCell, dh], 1), gateFactor[t]);
    dGatesPerStep.unshift(dGates);
    if (t > 0) {
      dc = mul(dCell, forget[t]);
      dh = matMul(dGates as Tensor2D, backToState);
      dh = Array.isArray(above) ? add(dh, above[t - 1]) : dh;
    }
  }
  const dGates = concat(dGatesPerStep) as Tensor2D;
  const states = concat(trace.states.slice(0, -1)) as Tensor2D;
  return {
    dGates,
    dKernel: matMul(transpose(reshape(trace.x, [steps * rows, inputs])), dGates),
    dRecurrent: matMul(transpose(states), dGates),
    dBias: sum(dGates, 0),
  };
}
