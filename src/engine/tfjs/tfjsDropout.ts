import { tensor2d, tensor3d, type Tensor2D, type Tensor3D } from '@tensorflow/tfjs-core';
import { type DropoutMask, type ModelShape, applyDropout } from '../model';

/** Factors of the values that layers hand up: 0 or 1 / (1 - rate). */
export interface Drops {
  /** (T, B, U) for each layer but the top one */
  between: Tensor3D[];
  /** of the top layer after the last step (B, U) */
  last: Tensor2D;
}

/**
 * The masks of `dropout.ts` for a batch of `rows` windows. Made here and not on the device: TensorFlow.js has no
 * operations on 32 bits, and a mask is no larger than the states it is for.
 */
export function dropsOf(shape: ModelShape, mask: DropoutMask, rows: number): Drops {
  const { sequenceLength, layers, hidden } = shape;
  const size = rows * hidden;
  const ones = new Float64Array(size).fill(1);
  const step = new Float64Array(size);
  const factors = (layer: number, firstStep: number): Float32Array => {
    const values = new Float32Array((sequenceLength - firstStep) * size);
    for (let t = firstStep; t < sequenceLength; t++) {
      applyDropout(shape, mask, layer, t, rows, ones, step);
      values.set(step, (t - firstStep) * size);
    }
    return values;
  };
  return {
    between: Array.from({ length: layers - 1 }, (_, l) => tensor3d(factors(l, 0), [sequenceLength, rows, hidden])),
    last: tensor2d(factors(layers - 1, sequenceLength - 1), [rows, hidden]),
  };
}
