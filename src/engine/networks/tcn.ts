/**
 * A temporal convolutional network (Bai et al., 2018): levels of causal convolutions over KERNEL steps, each level twice
 * as far apart as the one below, with as many convolutions in a level as the option has layers, and as many levels as it
 * takes for the last step to see the whole sequence. A level adds to what it was given, and the head reads the last step:
 *
 *   y = relu(conv(.. relu(conv(x)))) + x,  with a dense layer for x where its width is another
 */
import { type ModelShape, headWidth } from '../model';
import { ZEROS, apply, type Connect, type SlotsOf, type Slot, denseSlots } from '../layers';

export const KERNEL = 3;

/** Levels that see `sequenceLength` steps together. */
export function levelsOf({ sequenceLength, layers }: ModelShape): number {
  return Math.max(1, Math.ceil(Math.log2((sequenceLength - 1) / (layers * (KERNEL - 1)) + 1)));
}

/** The convolutions, from below. */
export function convolutionsOf(shape: ModelShape) {
  const { features, hidden, layers } = shape;
  return Array.from({ length: levelsOf(shape) * layers }, (_, i) => ({
    name: `conv_${i + 1}`,
    dilation: 2 ** Math.floor(i / layers),
    inputs: i === 0 ? features : hidden,
    isLast: i % layers === layers - 1,
  }));
}

export const tcnSlots: SlotsOf = (shape) => {
  const { features, hidden } = shape;
  return [
    ...denseSlots('widen', features, hidden),
    ...convolutionsOf(shape).flatMap(({ name, inputs }): Slot[] => denseSlots(name, KERNEL * inputs, hidden)),
    ...denseSlots('head', hidden, headWidth(shape), 'head'),
  ];
};

export const connectTcn: Connect = ({ layers: make, causal, lastStep }, shape, input) => {
  const { hidden: units } = shape;
  let below = apply(make.dense({ name: 'widen', units, ...ZEROS }), input);
  let inner = input;
  for (const { name, dilation, isLast } of convolutionsOf(shape)) {
    inner = apply(causal({ name, units, dilation, kernel: KERNEL }), inner);
    if (isLast) {
      below = inner = apply(make.add(), [below, inner]);
    }
  }
  return apply(make.dense({ name: 'head', units: headWidth(shape), ...ZEROS }), apply(lastStep(), below));
};
