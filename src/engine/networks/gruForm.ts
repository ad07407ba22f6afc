import { headWidth } from '../model';
import { nameOf } from './gru';
import type { Describe } from './standardForm';

export const describeGru: Describe = (form, shape, input) => {
  const { features, hidden, layers } = shape;
  let below = input;
  for (let l = 0; l < layers; l++) {
    const name = nameOf(l);
    below = form.add('GRU', name, below, {
      ...{ units: hidden, activation: 'tanh', recurrent_activation: 'sigmoid', use_bias: true, reset_after: false },
      ...{ return_sequences: l < layers - 1, return_state: false, go_backwards: false, stateful: false, unroll: false },
    });
    form.weight(name, 'kernel', [l === 0 ? features : hidden, 3 * hidden], { slot: `${name}/kernel` });
    form.weight(name, 'recurrent_kernel', [hidden, 3 * hidden], { slot: `${name}/recurrent_kernel` });
    form.weight(name, 'bias', [3 * hidden], { slot: `${name}/bias` });
  }
  return form.dense('head', below, hidden, { units: headWidth(shape) });
};
