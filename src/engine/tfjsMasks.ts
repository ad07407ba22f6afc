import { tensor2d, tensor3d } from '@tensorflow/tfjs-core';
import { applyDropout, type DropoutMask } from './dropout';
import type { ModelShape } from './engine';
import type { Masks } from './tfjsLstm';

/** The masks of `dropout.ts` for a batch of so many windows, made here and sent to the device. */
export function makeMasks(shape: ModelShape, mask: DropoutMask, rows: number): Masks {
  const { sequenceLength: T, layers, hidden } = shape;
  const ones = new Float64Array(rows * hidden).fill(1);
  const kept = new Float64Array(rows * hidden);
  const maskAt = (layer: number, t: number) => {
    applyDropout(shape, mask, layer, t, rows, ones, kept);
    return kept;
  };
  const overSteps = (layer: number) => {
    const values = new Float32Array(T * rows * hidden);
    for (let t = 0; t < T; t++) {
      values.set(maskAt(layer, t), t * rows * hidden);
    }
    return tensor3d(values, [T, rows, hidden]);
  };
  return {
    between: Array.from({ length: layers - 1 }, (_, layer) => overSteps(layer)),
    head: tensor2d(Float32Array.from(maskAt(layers - 1, T - 1)), [rows, hidden]),
  };
}
