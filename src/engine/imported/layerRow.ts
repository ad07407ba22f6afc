import { phrase } from '../../core/language';
import { type Kit, type Node, apply, refuse } from '../layers';
import type { Settings } from './settings';

/** Lengths of the axes of one window's values, without the batch: (T, U) or (U). */
export type Lengths = readonly number[];

/** A weight of a layer, by the name that Keras and TensorFlow.js give it within the layer. */
export interface PlannedWeight {
  name: string;
  shape: readonly number[];
  /** of a Bidirectional: the layer inside, by its name, runs forward or backward */
  half?: { side: 'forward' | 'backward'; inner: string };
}

/** A layer that is understood: all that can be known of it before anything is allocated. */
export interface Planned {
  output: Lengths;
  weights: PlannedWeight[];
  /** times that each weight is used for one window */
  steps: number;
  /** multiplications for one window, where they are not those of its weights */
  work?: number;
  /** Builds it under a name of ours. */
  connect(kit: Kit, name: string, inputs: Node[]): Node;
}

/** Reads a layer of one class. @throws ForecastFailure `invalid-model` */
export type LayerRow = (settings: Settings, inputs: Lengths[]) => Planned;

export const product = (lengths: Lengths): number => lengths.reduce((size, length) => size * length, 1);

/** Steps of (T, U); 1 of (U). */
export const stepsOf = (lengths: Lengths): number => product(lengths.slice(0, -1));

export const last = (lengths: Lengths): number => lengths[lengths.length - 1];

/** The one input, of so many axes. */
export function only(inputs: Lengths[], ...ranks: number[]): Lengths {
  const [input] = inputs;
  return inputs.length === 1 && (ranks.length === 0 || ranks.includes(input.length))
    ? input
    : refuse(phrase('a layer reads values of another form than its class does'));
}

/** A layer without weights. */
export function weightless(output: Lengths, make: (kit: Kit, name: string) => Parameters<typeof apply>[0]): Planned {
  return {
    ...{ output, weights: [], steps: 1 },
    connect: (kit, name, inputs) => apply(make(kit, name), inputs.length === 1 ? inputs[0] : inputs),
  };
}
