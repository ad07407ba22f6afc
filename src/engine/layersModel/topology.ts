/**
 * The topology of a model as Keras 2 and TensorFlow.js write it (`model.json`): a Sequential of LSTM layers and one
 * dense layer. Their parameters, layer by layer and each as (kernel, recurrent kernel, bias), lie exactly as in
 * `lstm.ts`: row-major, gates i, f, c, o.
 */
import { ForecastFailure } from '../../core/errors';
import type { ModelShape } from '../engine';
import { checkShape, headWidth, parameterLayout } from '../lstm';

/** One array of parameters, in the order of the file. */
export interface WeightSpec {
  name: string;
  shape: number[];
  dtype: 'float32';
}

/** @throws ForecastFailure `invalid-model` */
export function refuse(why: string): never {
  throw new ForecastFailure({ kind: 'invalid-model', why });
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `modelTopology` of a network. */
export function writeTopology(shape: ModelShape): Record<string, unknown> {
  const { features, sequenceLength, layers, hidden } = shape;
  // A reader fills the weights in; drawing orthogonal ones first takes TensorFlow.js many seconds on a GPU.
  const zeros = { class_name: 'Zeros', config: {} };
  const lstm = Array.from({ length: layers }, (_, l) => ({
    class_name: 'LSTM',
    config: {
      name: lstmName(l),
      trainable: true,
      ...(l === 0 ? { batch_input_shape: [null, sequenceLength, features], dtype: 'float32' } : {}),
      units: hidden,
      activation: 'tanh',
      recurrent_activation: 'sigmoid',
      use_bias: true,
      kernel_initializer: zeros,
      recurrent_initializer: zeros,
      bias_initializer: zeros,
      unit_forget_bias: false,
      return_sequences: l < layers - 1,
      return_state: false,
      go_backwards: false,
      stateful: false,
      unroll: false,
      implementation: 1,
    },
  }));
  const dense = {
    class_name: 'Dense',
    config: {
      name: 'dense_1',
      trainable: true,
      units: headWidth(shape),
      activation: 'linear',
      use_bias: true,
      kernel_initializer: zeros,
      bias_initializer: zeros,
    },
  };
  return {
    keras_version: '2.15.0',
    backend: 'tensor_flow.js',
    model_config: { class_name: 'Sequential', config: { name: 'presage', layers: [...lstm, dense] } },
  };
}

const lstmName = (l: number) => `lstm_${l + 1}`;

/** Names and shapes of the parameters of a network, in order. */
export function weightSpecs(shape: ModelShape): WeightSpec[] {
  const { hidden } = shape;
  const spec = (name: string, ...sizes: number[]): WeightSpec => ({ name, shape: sizes, dtype: 'float32' });
  const lstm = parameterLayout(shape).layers.flatMap(({ inputs }, l) => [
    spec(`${lstmName(l)}/kernel`, inputs, 4 * hidden),
    spec(`${lstmName(l)}/recurrent_kernel`, hidden, 4 * hidden),
    spec(`${lstmName(l)}/bias`, 4 * hidden),
  ]);
  const width = headWidth(shape);
  return [...lstm, spec('dense_1/kernel', hidden, width), spec('dense_1/bias', width)];
}

/** The head of a network as its file's metadata tells it; one value for each lead time where it does not. */
export interface Head {
  outputs?: unknown;
  valuesPerOutput?: unknown;
}

/**
 * The shape of a foreign topology. @throws ForecastFailure `invalid-model` for any other network than `writeTopology`
 * makes, `too-large` beyond the limits of `lstm.ts`
 */
export function readTopology(topology: unknown, head: Head = {}): ModelShape {
  const layers = layersOf(topology);
  const dense = layers.pop();
  if (!dense || dense.kind !== 'Dense' || layers.length === 0 || layers.some(({ kind }) => kind !== 'LSTM')) {
    refuse('its layers are not LSTM layers followed by one dense layer');
  }
  const [, sequenceLength, features] = inputShape(layers[0].config);
  const hidden = layers[0].config.units;
  layers.forEach(({ config }, l) => checkLstm(config, hidden, l < layers.length - 1));
  check(dense.config, 'the dense layer', { activation: 'linear', use_bias: true });
  const { outputs = dense.config.units, valuesPerOutput = 1 } = head;
  const shape = { features, sequenceLength, layers: layers.length, hidden, outputs, valuesPerOutput } as ModelShape;
  try {
    checkShape(shape);
  } catch (error) {
    if (error instanceof ForecastFailure && error.detail.kind === 'invalid-option') {
      refuse(`its ${error.detail.option} is ${error.detail.value}: ${error.detail.why}`);
    }
    throw error;
  }
  if (headWidth(shape) !== dense.config.units) {
    refuse(`its dense layer has ${String(dense.config.units)} units, and its head ${headWidth(shape)} values`);
  }
  return shape;
}

interface Layer {
  kind: unknown;
  config: Record<string, unknown>;
}

function layersOf(topology: unknown): Layer[] {
  const model = isRecord(topology) && isRecord(topology.model_config) ? topology.model_config : topology;
  if (!isRecord(model) || model.class_name !== 'Sequential') {
    refuse('it is no Sequential model');
  }
  const rows = isRecord(model.config) ? model.config.layers : model.config;
  if (!Array.isArray(rows) || rows.length > 8) {
    refuse('it has no list of a few layers');
  }
  const layers = rows.map((row: unknown): Layer => {
    if (!isRecord(row) || !isRecord(row.config)) {
      refuse('one of its layers has no configuration');
    }
    return { kind: row.class_name, config: row.config };
  });
  const [first, second] = layers;
  if (first?.kind === 'InputLayer' && second) {
    second.config = { ...second.config, batch_input_shape: first.config.batch_input_shape ?? first.config.batch_shape };
    layers.shift();
  }
  return layers;
}

/** [batch, T, C] */
function inputShape({ batch_input_shape: sizes }: Record<string, unknown>): unknown[] {
  if (!Array.isArray(sizes) || sizes.length !== 3) {
    refuse('its first layer does not say how many steps and features it reads');
  }
  return sizes;
}

function checkLstm(config: Record<string, unknown>, units: unknown, returnsSequences: boolean): void {
  check(config, 'an LSTM layer', {
    units,
    activation: 'tanh',
    recurrent_activation: 'sigmoid',
    use_bias: true,
    return_sequences: returnsSequences,
    go_backwards: false,
  });
}

/** What Keras means where a configuration says nothing. */
const DEFAULTS: Record<string, unknown> = { use_bias: true, go_backwards: false, return_sequences: false };

function check(config: Record<string, unknown>, what: string, wanted: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(wanted)) {
    const actual = config[name] ?? DEFAULTS[name];
    if (actual !== value) {
      refuse(`${what} has ${name} ${JSON.stringify(actual)?.slice(0, 40)}, and only ${JSON.stringify(value)} is known`);
    }
  }
}
