import type * as tfl from '@tensorflow/tfjs-layers';
import type { ModelShape } from '../model';
import type { Slot } from './slot';

/** The parts of TensorFlow.js that networks are made of; this room loads none of it. */
export interface Kit {
  layers: typeof tfl.layers;
  input: typeof tfl.input;
  model: typeof tfl.model;
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
