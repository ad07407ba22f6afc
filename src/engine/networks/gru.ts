/**
 * Stacked GRUs (Cho et al., 2014) and a dense head on the last state. For an input x and a state h of a layer, with the
 * three blocks of U columns z (update), r (reset) and n (candidate):
 *
 *   z, r = sigmoid(x K + h R + b),  n = tanh(x K + (r h) R + b),  h' = z h + (1 - z) n
 */
import { headWidth } from '../model';
import { ZEROS, apply, type Connect, type SlotsOf, type Slot, denseSlots } from '../layers';

export const nameOf = (layer: number) => `gru_${layer + 1}`;

export const gruSlots: SlotsOf = (shape) => {
  const { features, hidden, layers } = shape;
  const stacked = Array.from({ length: layers }, (_, l): Slot[] => [
    { name: `${nameOf(l)}/kernel`, shape: [l === 0 ? features : hidden, 3 * hidden], start: 'glorot' },
    { name: `${nameOf(l)}/recurrent_kernel`, shape: [hidden, 3 * hidden], start: 'orthonormal' },
    { name: `${nameOf(l)}/bias`, shape: [3 * hidden], start: 'zeros' },
  ]);
  return [...stacked.flat(), ...denseSlots('head', hidden, headWidth(shape), 'head')];
};

export const connectGru: Connect = ({ layers: make }, shape, input) => {
  let below = input;
  for (let l = 0; l < shape.layers; l++) {
    const sizes = { name: nameOf(l), units: shape.hidden, returnSequences: l < shape.layers - 1 };
    const layer = make.gru({ ...sizes, ...ZEROS, recurrentInitializer: 'zeros', recurrentActivation: 'sigmoid' });
    below = apply(layer, below);
  }
  return apply(make.dense({ name: 'head', units: headWidth(shape), ...ZEROS }), below);
};
