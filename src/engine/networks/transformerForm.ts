import { type ModelShape, headWidth } from '../model';
import type { Describe, StandardForm } from './standardForm';
import { WIDER, blocksOf, headsOf } from './transformer';

/** That of our own norm. */
const EPSILON = 1e-5;
/** Keras adds it to the variance: together they are 1, and nothing is scaled. */
const PLACE_EPSILON = 0.001;

export const describeTransformer: Describe = (form, shape, input) => {
  const { features, hidden, sequenceLength } = shape;
  const size = sequenceLength * hidden;
  const wide = form.dense('widen', input, features, { units: hidden });
  const flat = form.add('Flatten', 'flat', wide);
  form.add('BatchNormalization', 'places', flat, { axis: -1, epsilon: PLACE_EPSILON, scale: false, center: true });
  form.weight('places', 'beta', [size], { slot: 'places/kernel' });
  form.constant('places', 'moving_mean', [size], 0);
  form.constant('places', 'moving_variance', [size], 1 - PLACE_EPSILON);
  let below = form.add('Reshape', 'steps', 'places', { target_shape: [sequenceLength, hidden] });
  for (const block of blocksOf(shape)) {
    below = describeBlock(form, shape, block, below);
  }
  const last = describeNorm(form, 'norm', form.lastStep(below, hidden), hidden);
  return form.dense('head', last, hidden, { units: headWidth(shape) });
};

function describeNorm(form: StandardForm, name: string, reads: string, units: number): string {
  form.add('LayerNormalization', name, reads, { axis: [-1], epsilon: EPSILON, center: true, scale: true });
  form.weight(name, 'gamma', [units], { slot: `${name}/gamma` });
  form.weight(name, 'beta', [units], { slot: `${name}/beta` });
  return name;
}

function describeBlock(form: StandardForm, shape: ModelShape, block: string, below: string): string {
  const { hidden } = shape;
  const normed = describeNorm(form, `${block}_norm_1`, below, hidden);
  const count = headsOf(shape);
  const each = hidden / count;
  const heads = Array.from({ length: count }, (_, head) => {
    const part = (what: string, index: number, factor = 1) => {
      const from = index * hidden + head * each;
      const columns = [from, from + each] as const;
      const name = `${block}_${what}_${head + 1}`;
      return form.dense(name, normed, hidden, { units: each, slot: `${block}_inputs`, columns, factor });
    };
    const [query, key, value] = [part('query', 0, 1 / Math.sqrt(each)), part('key', 1), part('value', 2)];
    const products = form.add('Dot', `${block}_products_${head + 1}`, [query, key], { axes: [2, 2], normalize: false });
    const weights = form.add('Softmax', `${block}_weights_${head + 1}`, products, { axis: -1 });
    return form.add('Dot', `${block}_head_${head + 1}`, [weights, value], { axes: [2, 1], normalize: false });
  });
  const joined = count > 1 ? form.add('Concatenate', `${block}_heads`, heads, { axis: -1 }) : heads[0];
  const attended = form.dense(`${block}_joined`, joined, hidden, { units: hidden });
  const middle = form.add('Add', `${block}_middle`, [below, attended]);
  const second = describeNorm(form, `${block}_norm_2`, middle, hidden);
  const wide = form.dense(`${block}_wide`, second, hidden, { units: WIDER * hidden, activation: 'relu' });
  const narrow = form.dense(`${block}_narrow`, wide, WIDER * hidden, { units: hidden });
  return form.add('Add', `${block}_out`, [middle, narrow]);
}
