import { type Phrase, phrase } from '../../core/language';
import { ForecastFailure } from '../../core/options';
import { type Layout, ROWS, VALIDATION_ROWS, VECTOR_BYTES, trainBindings } from './shaders';

/** The limits of a device that matter here. */
export type Limits = Pick<
  GPUSupportedLimits,
  | 'maxBufferSize'
  | 'maxComputeInvocationsPerWorkgroup'
  | 'maxComputeWorkgroupStorageSize'
  | 'maxComputeWorkgroupsPerDimension'
  | 'maxStorageBufferBindingSize'
  | 'maxStorageBuffersPerShaderStage'
  | 'maxUniformBufferBindingSize'
>;

/** Bytes of each buffer that only training needs. */
export function trainingSizes(layout: Layout) {
  const { models, shape, groups, blocks, vectors, splits, sweeps } = layout;
  const places = models * shape.layers * shape.sequenceLength * groups * shape.hidden;
  const rows = Math.max(groups * ROWS, VALIDATION_ROWS);
  return {
    deltas: places * ROWS * VECTOR_BYTES,
    states: 2 * places * VECTOR_BYTES,
    predictions: models * rows * blocks[shape.layers].columns * VECTOR_BYTES,
    partials: models * splits * vectors * VECTOR_BYTES,
    moments: 2 * models * vectors * VECTOR_BYTES,
    norms: 4 * models * sweeps,
  };
}

/** Bytes of each buffer that a network always needs, but its data. */
export function networkSizes(layout: Layout) {
  const { models, parameterVectors, groups, validationGroups } = layout;
  return {
    parameters: models * parameterVectors * VECTOR_BYTES,
    losses: 4 * models * (groups + validationGroups),
  };
}

/**
 * To be asked before anything is allocated.
 * @param dataBytes of the larger of inputs and targets
 * @throws ForecastFailure `too-large` if the device cannot hold the network, or train it where `isTraining`
 */
export function checkLimits(layout: Layout, limits: Limits, dataBytes: number, isTraining: boolean): void {
  const sizes = Object.values({ ...networkSizes(layout), ...(isTraining && trainingSizes(layout)), data: dataBytes });
  const bindingLimit = Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize);
  const storageBuffers = trainBindings.filter(({ access }) => access !== 'step').length;
  const workgroups = Math.max(layout.sweeps, layout.tiles.length / 4, layout.groups, layout.models);
  check(phrase('bytes in a buffer of the GPU'), Math.max(...sizes), bindingLimit);
  check(phrase('threads in a workgroup of the GPU'), layout.width, limits.maxComputeInvocationsPerWorkgroup);
  check(
    phrase('bytes of workgroup memory of the GPU'),
    layout.scratchVectors * VECTOR_BYTES,
    limits.maxComputeWorkgroupStorageSize
  );
  check(phrase('workgroups of the GPU'), workgroups, limits.maxComputeWorkgroupsPerDimension);
  check(phrase('storage buffers of the GPU'), storageBuffers, limits.maxStorageBuffersPerShaderStage);
  check(phrase('models at once on the GPU'), 32 * layout.models, limits.maxUniformBufferBindingSize);
}

/** @throws ForecastFailure `too-large` */
export function check(what: Phrase, size: number, limit: number): void {
  if (size > limit) {
    throw new ForecastFailure({ kind: 'too-large', what, size, limit });
  }
}
