/** A weight of a network. One after the other in the order of their list they are its flat parameters (P). */
export interface Slot {
  /** layer and weight, as TensorFlow.js names them: `gru_1/kernel` */
  name: string;
  /** row-major */
  shape: readonly number[];
  start: Start;
}

/** The numbers a weight starts from. `head`: as `glorot`, but near zero. Of more than two axes the last is the columns. */
export type Start = 'glorot' | 'orthonormal' | 'zeros' | 'ones' | 'head';

/** Number of values of a weight. */
export function sizeOf({ shape }: Pick<Slot, 'shape'>): number {
  return shape.reduce((size, length) => size * length, 1);
}

/** The weights of a dense layer. @param inputs and units its width below and above */
export function denseSlots(layer: string, inputs: number, units: number, start: Start = 'glorot'): Slot[] {
  return [
    { name: `${layer}/kernel`, shape: [inputs, units], start },
    { name: `${layer}/bias`, shape: [units], start: 'zeros' },
  ];
}
