/**
 * The classes of layers that an imported model may have: what each makes of its settings and of the lengths of its
 * input. No class runs code of the file, none fetches anything.
 */
import { ZEROS, apply } from '../layers';
import { convolutionRows } from './convolutions';
import { type LayerRow, last, only, product, stepsOf, weightless } from './layerRow';
import { mergeRows } from './merges';
import { normRows } from './norms';
import { bidirectional, recurrentRows } from './recurrent';

/** Does nothing when a model forecasts. */
const passing: LayerRow = (_, inputs) => ({
  ...{ output: only(inputs), weights: [], steps: 1 },
  connect: (_kit, _name, [x]) => x,
});

const dense: LayerRow = (settings, inputs) => {
  const input = only(inputs, 1, 2);
  const units = settings.size('units');
  const useBias = settings.flag('use_bias', true);
  const activation = settings.activation('activation', 'linear');
  return {
    output: [...input.slice(0, -1), units],
    weights: [{ name: 'kernel', shape: [last(input), units] }, ...(useBias ? [{ name: 'bias', shape: [units] }] : [])],
    steps: stepsOf(input),
    connect: ({ layers }, name, [x]) => apply(layers.dense({ name, units, useBias, activation, ...ZEROS }), x),
  };
};

/** Of a dense layer, which is applied to each step alone anyway. */
const timeDistributed: LayerRow = (settings, inputs) => {
  const { kind, settings: inner } = settings.inner('layer');
  return kind === 'Dense' ? dense(inner, [only(inputs, 2)]) : settings.refuse('layer');
};

const activation: LayerRow = (settings, inputs) => {
  const chosen = settings.activation('activation', 'linear');
  return weightless(only(inputs), ({ layers }, name) => layers.activation({ name, activation: chosen }));
};

const relu: LayerRow = (settings, inputs) => {
  settings.mustBe({ negative_slope: 0, threshold: 0 });
  const maxValue = settings.optional('max_value');
  return weightless(only(inputs), ({ layers }, name) => layers.reLU({ name, maxValue }));
};

const leakyRelu: LayerRow = (settings, inputs) => {
  const alpha = settings.optional('negative_slope') ?? settings.number('alpha', 0.3);
  return weightless(only(inputs), ({ layers }, name) => layers.leakyReLU({ name, alpha }));
};

const elu: LayerRow = (settings, inputs) => {
  const alpha = settings.number('alpha', 1);
  return weightless(only(inputs), ({ layers }, name) => layers.elu({ name, alpha }));
};

const softmax: LayerRow = (settings, inputs) => {
  settings.lastAxis(only(inputs).length);
  return weightless(only(inputs), ({ layers }, name) => layers.softmax({ name, axis: -1 }));
};

const rescaling: LayerRow = (settings, inputs) => {
  const [scale, offset] = [settings.number('scale', 1), settings.number('offset', 0)];
  return weightless(only(inputs), ({ layers }, name) => layers.rescaling({ name, scale, offset }));
};

const flatten: LayerRow = (settings, inputs) => {
  settings.mustBe({ data_format: 'channels_last' });
  return weightless([product(only(inputs))], ({ layers }, name) => layers.flatten({ name }));
};

const reshape: LayerRow = (settings, inputs) => {
  const size = product(only(inputs));
  const asked = settings.integers('target_shape', 3);
  const known = product(asked.filter((length) => length !== -1));
  const output = asked.map((length) => (length === -1 ? size / known : length));
  if (product(output) !== size || output.some((length) => !Number.isInteger(length) || length < 1)) {
    settings.refuse('target_shape');
  }
  return weightless(output, ({ layers }, name) => layers.reshape({ name, targetShape: output }));
};

const permute: LayerRow = (settings, inputs) => {
  const input = only(inputs, 2, 3);
  const dims = settings.integers('dims', input.length);
  if (dims.length !== input.length || input.some((_, i) => !dims.includes(i + 1))) {
    settings.refuse('dims');
  }
  const output = dims.map((dim) => input[dim - 1]);
  return weightless(output, ({ layers }, name) => layers.permute({ name, dims }));
};

const repeatVector: LayerRow = (settings, inputs) => {
  const n = settings.size('n');
  return weightless([n, only(inputs, 1)[0]], ({ layers }, name) => layers.repeatVector({ name, n }));
};

/** All classes but the input's, by Keras' names. */
export const layerRows: Readonly<Record<string, LayerRow>> = {
  ...recurrentRows,
  Bidirectional: bidirectional,
  TimeDistributed: timeDistributed,
  Dense: dense,
  ...convolutionRows,
  ...normRows,
  Activation: activation,
  ReLU: relu,
  LeakyReLU: leakyRelu,
  ELU: elu,
  Softmax: softmax,
  Rescaling: rescaling,
  Flatten: flatten,
  Reshape: reshape,
  Permute: permute,
  RepeatVector: repeatVector,
  ...mergeRows,
  Dropout: passing,
  SpatialDropout1D: passing,
  AlphaDropout: passing,
  GaussianDropout: passing,
  GaussianNoise: passing,
  ActivityRegularization: passing,
};
