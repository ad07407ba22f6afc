/** Normalisations of an imported model, over its last axis. */
import { apply } from '../layers';
import { type LayerRow, last, only, stepsOf } from './layerRow';

const normalization =
  (kind: 'batchNormalization' | 'layerNormalization', measured: readonly string[]): LayerRow =>
  (settings, inputs) => {
    settings.mustBe({ rms_scaling: false });
    const input = only(inputs, 1, 2);
    settings.lastAxis(input.length);
    const epsilon = settings.number('epsilon', 0.001);
    const [scale, center] = [settings.flag('scale', true), settings.flag('center', true)];
    const names = [...(scale ? ['gamma'] : []), ...(center ? ['beta'] : []), ...measured];
    return {
      output: input,
      weights: names.map((name) => ({ name, shape: [last(input)] })),
      steps: stepsOf(input),
      connect: ({ layers }, name, [x]) => apply(layers[kind]({ name, epsilon, scale, center }), x),
    };
  };

export const normRows: Readonly<Record<string, LayerRow>> = {
  BatchNormalization: normalization('batchNormalization', ['moving_mean', 'moving_variance']),
  LayerNormalization: normalization('layerNormalization', []),
};
