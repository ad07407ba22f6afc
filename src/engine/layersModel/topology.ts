import { type ModelShape, headWidth } from '../model';

/** A matrix or vector of a network, in the order of `lstm.ts`, which is that of Keras too. */
export interface WeightSlot {
  layer: string;
  weight: 'kernel' | 'recurrent_kernel' | 'bias';
  shape: number[];
}

/** Names of the layers, from below. */
export interface LayerNames {
  lstms: string[];
  head: string;
}

export function layerNames({ layers }: ModelShape): LayerNames {
  return { lstms: Array.from({ length: layers }, (_, l) => `lstm_${l + 1}`), head: 'dense' };
}

/** All weights of a network: one after the other they are its flat parameters (P). */
export function weightSlots(shape: ModelShape, { lstms, head }: LayerNames): WeightSlot[] {
  const { features, hidden } = shape;
  const width = headWidth(shape);
  return [
    ...lstms.flatMap((layer, l): WeightSlot[] => [
      { layer, weight: 'kernel', shape: [l === 0 ? features : hidden, 4 * hidden] },
      { layer, weight: 'recurrent_kernel', shape: [hidden, 4 * hidden] },
      { layer, weight: 'bias', shape: [4 * hidden] },
    ]),
    { layer: head, weight: 'kernel', shape: [hidden, width] },
    { layer: head, weight: 'bias', shape: [width] },
  ];
}

/**
 * The network in Keras 2's words, which Keras 3 and TensorFlow.js understand too. Dropout is left out: it belongs to training. So are
 * settings that are Keras' defaults and change no forecast.
 */
export function topologyOf(shape: ModelShape, { lstms, head }: LayerNames): object {
  const { sequenceLength, features, hidden } = shape;
  const layers = [
    {
      class_name: 'InputLayer',
      config: { name: 'input', batch_input_shape: [null, sequenceLength, features], dtype: 'float32', sparse: false },
    },
    ...lstms.map((name, l) => ({
      class_name: 'LSTM',
      config: {
        name,
        trainable: true,
        dtype: 'float32',
        units: hidden,
        activation: 'tanh',
        recurrent_activation: 'sigmoid',
        use_bias: true,
        unit_forget_bias: true,
        return_sequences: l < lstms.length - 1,
        return_state: false,
        go_backwards: false,
        stateful: false,
        unroll: false,
      },
    })),
    {
      class_name: 'Dense',
      config: {
        name: head,
        trainable: true,
        dtype: 'float32',
        units: headWidth(shape),
        activation: 'linear',
        use_bias: true,
      },
    },
  ];
  return {
    class_name: 'Sequential',
    config: { name: 'presage', layers },
    keras_version: '2.15.0',
    backend: 'tensorflow',
  };
}
