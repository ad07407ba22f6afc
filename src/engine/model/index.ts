/**
 * The parts that all engines share: the network's shape, loss, Adam, random numbers, the interface `Engine`.
 * Imports nothing of the engine. In: shapes and seeds; out: weights, types, reference formulas.
 */
export { ADAM, Adam, adamRate, clipFactor, stepRates } from './adam';
export { cancelled, throwIfCancelled } from './cancelled';
export {
  type BatchTargets,
  batches,
  checkInputs,
  checkNetwork,
  gatherTargets,
  gatherWindows,
  hasKnownTarget,
} from './dataset';
export { deviceFailed, takenAway } from './deviceFailed';
export { type DropoutMask, applyDropout, dropoutKey, dropoutThreshold } from './dropout';
export {
  DEVICES,
  type Dataset,
  type Device,
  type DeviceStatus,
  type Engine,
  type EpochOutcome,
  type LayersNetwork,
  type Member,
  type ModelShape,
  type Network,
  type NetworkGroup,
  type NetworkOptions,
  type Progress,
  type TrainOptions,
  type TrainedModel,
} from './engine';
export { HEAD_SCALE, fillGlorot, fillOrthonormalRows } from './fill';
export { createGroup } from './group';
export { type Loss, MAX_LOG_DEVIATION, MAX_QUANTILES, SQUARED, lossAt, lossForWidth } from './loss';
export {
  type LayerLayout,
  type ParameterLayout,
  SIZE_LIMITS,
  checkCount,
  checkShape,
  checkWeights,
  headWidth,
  initialWeights,
  isSameShape,
  parameterCount,
  parameterLayout,
} from './lstm';
export { type Random, createRandom, shuffle } from './random';
export { type Bucket, type Workload, bucketKey, bucketOf } from './workload';
