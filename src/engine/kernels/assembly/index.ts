/**
 * The LSTM's training step as one WASM module: what `wasmNetwork.ts` calls. The caller lays out a network with
 * `plan`, provides the bytes, clears them with `clear` and fills inputs, targets and parameters. It computes a batch
 * slice by slice and layer by layer: memory, and the time until the event loop runs again, are bounded whatever the
 * batch. Order of calls for a batch: beginBatch; per slice all forwardLayer upwards, forwardHead, lossOf,
 * backwardHead, all backwardLayer downwards; adamStep.
 */
import { transposeParameters } from './parameters';
import { gradientOf, inputs, origins, outputStride, parameterBytes, parameters, predictions, targets } from './plan';

export { sigmoidInPlace, tanhInPlace } from './activation';
export { adamStep } from './adam';
export { backwardHead, backwardLayer } from './backward';
export { forwardHead, forwardLayer } from './forward';
export { startDropout, stopDropout } from './dropout';
export { countKnown, lossOf } from './loss';
export { quantilesAddress } from './lossKinds';
export { compactAddress, exportParameters, importParameters } from './parameters';
export { plan } from './plan';

/** Zeroes everything a plan of so many bytes lays out: padding, states and moments start at 0. */
export function clear(bytes: f64): void {
  memory.fill(parameters, 0, <usize>bytes - parameters);
}

export function inputsAddress(): usize {
  return inputs;
}

export function targetsAddress(): usize {
  return targets;
}

export function originsAddress(): usize {
  return origins;
}

/** Predictions of the last slice forecast, rows of `predictionsStride` bytes. */
export function predictionsAddress(): usize {
  return predictions;
}

export function predictionsStride(): usize {
  return outputStride;
}

/** Before the first slice of a batch. */
export function beginBatch(): void {
  memory.fill(gradientOf(parameters), 0, parameterBytes);
  transposeParameters();
}
