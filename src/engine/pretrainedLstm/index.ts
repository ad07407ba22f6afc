/**
 * The network that ships with its weights, forward alone, and the WASM tensors that the anomaly LSTM trains on too.
 * Imports model, kernels and core. In: windows; out: quantiles ahead.
 */
export { createPretrainedForecaster } from './forecaster';
export { forecastQuantiles } from './forward';
export { LstmTensors } from './lstmTensors';
export type { Trainable } from './parameters';
export type { PretrainedLstm } from './shape';
export { type TensorKernels, createTensorKernels } from './tensorKernels';
export { FLOAT, type Tensor, TensorMemory } from './tensorMemory';
export { loadPretrained } from './weights/load';
