/** Networks of layers in the words of Keras: to a file, and back. */
import { describeGru } from './gruForm';
import { type LayersShape, type TrainedNetwork, slotsOf } from './networks';
import { type Describe, StandardForm, type StandardWeight } from './standardForm';
import { describeTcn } from './tcnForm';
import { describeTransformer } from './transformerForm';

const table: Readonly<Record<TrainedNetwork, Describe>> = {
  gru: describeGru,
  tcn: describeTcn,
  transformer: describeTransformer,
};

/** A network as Keras' JSON, and the weights of its layers. */
export function standardForm(shape: LayersShape): { topology: object; weights: readonly StandardWeight[] } {
  const form = new StandardForm(shape, slotsOf(shape));
  const input = form.input();
  const output = table[shape.network](form, shape, input);
  const config = {
    ...{ name: 'presage', layers: form.layers },
    ...{ input_layers: [[input, 0, 0]], output_layers: [[output, 0, 0]] },
  };
  const topology = { class_name: 'Functional', config, keras_version: '2.15.0', backend: 'tensorflow' };
  return { topology, weights: form.weights };
}

/** Flat parameters (P) -> the numbers of the file, weight after weight. */
export function toStandard(weights: readonly StandardWeight[], flat: Float32Array): Float32Array {
  const values = weights.flatMap(({ sources, shape, factor, constant }) =>
    sources
      ? Array.from(sources, (source) => factor * flat[source])
      : Array<number>(shape.reduce((size, length) => size * length, 1)).fill(constant)
  );
  return Float32Array.from(values);
}

/** The inverse of `toStandard`. @param count P */
export function fromStandard(weights: readonly StandardWeight[], values: Float32Array, count: number): Float32Array {
  const flat = new Float32Array(count);
  let at = 0;
  for (const { sources, shape, factor } of weights) {
    const from = at;
    sources?.forEach((source, i) => (flat[source] = values[from + i] / factor));
    at += sources?.length ?? shape.reduce((size, length) => size * length, 1);
  }
  return flat;
}
