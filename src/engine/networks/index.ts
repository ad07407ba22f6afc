/**
 * Networks beside the LSTM: their weights as data, and their layers in the words of TensorFlow.js, which is not loaded.
 * Imports options and model. In: a shape; out: slots of weights, parameters to start from, connected layers.
 */
export { type LayersShape, buildNetwork, isLayersShape, slotsOf } from './networks';
export { initialWeights, parameterCount } from './parameters';
export type { Kit } from './row';
export { sizeOf } from './slot';
export { checkAttention } from './transformer';
