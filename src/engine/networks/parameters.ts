import {
  type ModelShape,
  type Random,
  HEAD_SCALE,
  checkShape,
  createRandom,
  fillGlorot,
  fillOrthonormalRows,
  initialWeights as initialLstm,
  parameterCount as parametersOfLstm,
} from '../model';
import { isLayersShape, slotsOf } from './networks';
import { type Slot, sizeOf } from '../layers';

/** Number of parameters of a model of any network. */
export function parameterCount(shape: ModelShape): number {
  return isLayersShape(shape)
    ? slotsOf(shape).reduce((count, slot) => count + sizeOf(slot), 0)
    : parametersOfLstm(shape);
}

/**
 * Weights of any network to start from, as Keras makes them. Made here and not on a device, so that every device starts
 * from the same numbers.
 */
export function initialWeights(shape: ModelShape, seed: number): Float32Array {
  if (!isLayersShape(shape)) {
    return initialLstm(shape, seed);
  }
  checkShape(shape);
  const weights = new Float32Array(parameterCount(shape));
  const random = createRandom(seed);
  let from = 0;
  for (const slot of slotsOf(shape)) {
    fill(weights.subarray(from, from + sizeOf(slot)), slot, random);
    from += sizeOf(slot);
  }
  return weights;
}

function fill(values: Float32Array, { shape, start }: Slot, random: Random): void {
  const columns = shape[shape.length - 1];
  const rows = values.length / columns;
  switch (start) {
    case 'ones':
      values.fill(1);
      break;
    case 'orthonormal':
      fillOrthonormalRows(values, rows, columns, random);
      break;
    case 'glorot':
    case 'head':
      fillGlorot(values, rows, columns, start === 'head' ? HEAD_SCALE : 1, random);
      break;
    case 'zeros':
  }
}
