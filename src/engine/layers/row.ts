import type * as tfl from '@tensorflow/tfjs-layers';
import type { ModelShape } from '../model';
import type { Slot } from './slot';

/** The parts of TensorFlow.js that networks are made of; this room loads none of it. */
export interface Kit {
  layers: typeof tfl.layers;
  input: typeof tfl.input;
  model: typeof tfl.model;
  /** a convolution over `kernel` steps, `dilation` apart, of which the last is the present, and a relu */
  causal(args: { name: string; units: number; kernel: number; dilation: number }): tfl.layers.Layer;
  /** puts so many steps of zeros before the first */
  padded(args: { steps: number }): tfl.layers.Layer;
  /** (B, T, U) -> (B, U) */
  lastStep(): tfl.layers.Layer;
  /** adds a learned vector to each step */
  places(args: { name: string }): tfl.layers.Layer;
  /** to mean 0 and deviation 1 over the units of a step, then scaled and moved (Ba et al., 2016) */
  norm(args: { name: string }): tfl.layers.Layer;
  /** queries, keys and values side by side (B, T, 3U) -> (B, T, U) */
  attention(args: { heads: number }): tfl.layers.Layer;
}

/** The input of a layer, or its output. */
export type Node = tfl.SymbolicTensor;

/** The weights of a network, under the names that its layers give them. */
export type SlotsOf = (shape: ModelShape) => Slot[];

/** The layers of a network, from the input (B, T, C) to the head (B, H Q). */
export type Connect = (kit: Kit, shape: ModelShape, input: Node) => Node;

/** Weights are set before a network is used: what its layers make of their own would be wasted. */
export const ZEROS = { kernelInitializer: 'zeros', biasInitializer: 'zeros' } as const;

/** The output of a layer for one input. */
export function apply(layer: tfl.layers.Layer, input: Node | Node[]): Node {
  return layer.apply(input) as Node;
}
