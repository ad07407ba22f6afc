/**
 * Networks beside the LSTM: their weights as data, and their layers in the words of TensorFlow.js, which is not loaded.
 * Imports options, model and layers. In: a shape; out: slots of weights, parameters, layers, Keras' words for them.
 */
export { type LayersShape, buildNetwork, isLayersShape, isTrainedNetwork, slotsOf } from './networks';
export { initialWeights, parameterCount } from './parameters';
export { fromStandard, standardForm, toStandard } from './standard';
export { checkAttention } from './transformer';
