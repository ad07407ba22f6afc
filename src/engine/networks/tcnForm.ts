import { headWidth } from '../model';
import type { Describe } from './standardForm';
import { KERNEL, convolutionsOf } from './tcn';

export const describeTcn: Describe = (form, shape, input) => {
  const { features, hidden: units } = shape;
  let below = form.dense('widen', input, features, { units });
  let inner = input;
  for (const { name, dilation, inputs, isLast } of convolutionsOf(shape)) {
    inner = form.add('Conv1D', name, inner, {
      ...{ filters: units, kernel_size: [KERNEL], strides: [1], dilation_rate: [dilation], padding: 'causal' },
      ...{ activation: 'relu', use_bias: true, data_format: 'channels_last' },
    });
    form.weight(name, 'kernel', [KERNEL, inputs, units], { slot: `${name}/kernel` });
    form.weight(name, 'bias', [units], { slot: `${name}/bias` });
    if (isLast) {
      below = inner = form.add('Add', `${name}_joined`, [below, inner]);
    }
  }
  return form.dense('head', form.lastStep(below, units), units, { units: headWidth(shape) });
};
