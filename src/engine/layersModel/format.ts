import type { ModelShape } from '../model';

/**
 * A LayersModel: what Keras 2 and TensorFlow.js keep of a network. Its layers as JSON, the list of its weights, and
 * their numbers in one block, single precision, little-endian, in the order of the list. The object below can be
 * handed to TensorFlow.js as it is: `tf.loadLayersModel(tf.io.fromMemory(model))`.
 */
export interface LayersModel {
  format: 'layers-model';
  generatedBy: string;
  convertedBy: null;
  modelTopology: object;
  weightSpecs: WeightSpec[];
  weightData: ArrayBuffer;
  userDefinedMetadata: { presage: Notes };
}

export interface WeightSpec {
  /** layer and weight, such as `lstm_1/recurrent_kernel` */
  name: string;
  shape: number[];
  dtype: 'float32';
}

/** The parts of a model that Keras has no place for, so that a model comes back as it went. */
export interface Notes {
  version: number;
  /** the network and its sizes; absent for an LSTM, whose layers say them */
  network?: { name: string } & Pick<ModelShape, 'features' | 'sequenceLength' | 'layers' | 'hidden'>;
  /** H and Q: the head has H Q units */
  outputs: number;
  valuesPerOutput: number;
  epochs: number;
  bestEpoch: number;
  /** null for none: JSON has no NaN */
  validationLoss: number | null;
  /** of whoever exported the model, in JSON; opaque here */
  context: unknown;
}

export const NOTES_VERSION = 1;
