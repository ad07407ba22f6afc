/** Convolutions and pooling over the steps of an imported model. */
import { phrase } from '../../core/language';
import { ZEROS, apply, refuse } from '../layers';
import { type LayerRow, only, weightless } from './layerRow';

/** Places of a window of `size` steps, as Keras counts them. */
function placesOf(steps: number, size: number, stride: number, padding: string): number {
  const places = padding === 'valid' ? steps - size + 1 : steps;
  return places >= 1 ? Math.ceil(places / stride) : refuse(phrase('a layer reads more steps than there are'));
}

const conv1d: LayerRow = (settings, inputs) => {
  settings.mustBe({ data_format: 'channels_last', groups: 1 });
  const [steps, width] = only(inputs, 2);
  const filters = settings.size('filters');
  const kernelSize = settings.single('kernel_size');
  const strides = settings.single('strides', 1);
  const dilationRate = settings.single('dilation_rate', 1);
  const padding = settings.choice('padding', ['valid', 'same', 'causal'], 'valid');
  const useBias = settings.flag('use_bias', true);
  const activation = settings.activation('activation', 'linear');
  if (strides > 1 && dilationRate > 1) {
    settings.refuse('dilation_rate');
  }
  const reach = (kernelSize - 1) * dilationRate;
  const places = placesOf(steps, reach + 1, strides, padding);
  return {
    output: [places, filters],
    weights: [
      { name: 'kernel', shape: [kernelSize, width, filters] },
      ...(useBias ? [{ name: 'bias', shape: [filters] }] : []),
    ],
    steps: places,
    connect(kit, name, [x]) {
      // TensorFlow.js has no causal padding: a layer of ours puts the zeros before the first step.
      const isCausal = padding === 'causal' && reach > 0;
      const layer = kit.layers.conv1d({
        ...{ name, filters, kernelSize, strides, dilationRate, useBias, activation, ...ZEROS },
        padding: padding === 'causal' ? 'valid' : padding,
      });
      return apply(layer, isCausal ? apply(kit.padded({ steps: reach }), x) : x);
    },
  };
};

const pooling =
  (kind: 'maxPooling1d' | 'averagePooling1d'): LayerRow =>
  (settings, inputs) => {
    settings.mustBe({ data_format: 'channels_last' });
    const [steps, width] = only(inputs, 2);
    const poolSize = settings.single('pool_size', 2);
    const strides = settings.single('strides', poolSize);
    const padding = settings.choice('padding', ['valid', 'same'], 'valid');
    const output = [placesOf(steps, poolSize, strides, padding), width];
    return weightless(output, ({ layers }, name) => layers[kind]({ name, poolSize, strides, padding }));
  };

const globalPooling =
  (kind: 'globalMaxPooling1d' | 'globalAveragePooling1d'): LayerRow =>
  (settings, inputs) => {
    settings.mustBe({ data_format: 'channels_last', keepdims: false });
    return weightless([only(inputs, 2)[1]], ({ layers }, name) => layers[kind]({ name }));
  };

export const convolutionRows: Readonly<Record<string, LayerRow>> = {
  Conv1D: conv1d,
  MaxPooling1D: pooling('maxPooling1d'),
  AveragePooling1D: pooling('averagePooling1d'),
  GlobalMaxPooling1D: globalPooling('globalMaxPooling1d'),
  GlobalAveragePooling1D: globalPooling('globalAveragePooling1d'),
};
