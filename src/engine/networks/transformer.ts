/**
 * A small encoder (Vaswani et al., 2017) whose norms come first (Xiong et al., 2020), with a learned vector for each place
 * in the sequence. Each of its blocks:
 *
 *   x' = x + attention(norm(x)),  y = x' + W_2 relu(W_1 norm(x'))
 *
 * Each step attends to the whole window, which ends at the present, in HEADS parts of the width, or fewer where they do not
 * divide it. The head reads the last step.
 */
import { phrase } from '../../core/language';
import { ForecastFailure } from '../../core/options';
import { type ModelShape, headWidth } from '../model';
import { ZEROS, apply, type Connect, type Kit, type Node, type SlotsOf, type Slot, denseSlots } from '../layers';

const HEADS = 4;
/** Width of the two dense layers between, in widths of the network. */
export const WIDER = 2;

/** Heads of the attention. */
export function headsOf({ hidden }: ModelShape): number {
  return [HEADS, 2, 1].find((heads) => hidden % heads === 0)!;
}

/** Weights of a block's attention for one batch: 256 MB, of which a training holds a few. */
const MOST_WEIGHTS = 2 ** 26;

/** @throws ForecastFailure `too-large` for more weights of the attention than a device is trusted to hold */
export function checkAttention(shape: ModelShape, batchSize: number): void {
  const size = batchSize * headsOf(shape) * shape.sequenceLength ** 2;
  if (size > MOST_WEIGHTS) {
    throw new ForecastFailure({ kind: 'too-large', what: phrase('attention weights'), size, limit: MOST_WEIGHTS });
  }
}

export const blocksOf = ({ layers }: ModelShape) => Array.from({ length: layers }, (_, b) => `block_${b + 1}`);

function normSlots(layer: string, units: number): Slot[] {
  return [
    { name: `${layer}/gamma`, shape: [units], start: 'ones' },
    { name: `${layer}/beta`, shape: [units], start: 'zeros' },
  ];
}

export const transformerSlots: SlotsOf = (shape) => {
  const { features, hidden, sequenceLength } = shape;
  return [
    ...denseSlots('widen', features, hidden),
    { name: 'places/kernel', shape: [sequenceLength, hidden], start: 'head' },
    ...blocksOf(shape).flatMap((block) => [
      ...normSlots(`${block}_norm_1`, hidden),
      ...denseSlots(`${block}_inputs`, hidden, 3 * hidden),
      ...denseSlots(`${block}_joined`, hidden, hidden),
      ...normSlots(`${block}_norm_2`, hidden),
      ...denseSlots(`${block}_wide`, hidden, WIDER * hidden),
      ...denseSlots(`${block}_narrow`, WIDER * hidden, hidden),
    ]),
    ...normSlots('norm', hidden),
    ...denseSlots('head', hidden, headWidth(shape), 'head'),
  ];
};

export const connectTransformer: Connect = (kit, shape, input) => {
  const { layers: make, places, norm, lastStep } = kit;
  let below = apply(make.dense({ name: 'widen', units: shape.hidden, ...ZEROS }), input);
  below = apply(places({ name: 'places' }), below);
  for (const block of blocksOf(shape)) {
    below = connectBlock(kit, shape, block, below);
  }
  const last = apply(norm({ name: 'norm' }), apply(lastStep(), below));
  return apply(make.dense({ name: 'head', units: headWidth(shape), ...ZEROS }), last);
};

function connectBlock({ layers: make, norm, attention }: Kit, shape: ModelShape, block: string, below: Node): Node {
  const { hidden } = shape;
  const dense = (name: string, units: number, input: Node, activation: 'linear' | 'relu' = 'linear') =>
    apply(make.dense({ name: `${block}_${name}`, units, activation, ...ZEROS }), input);
  const inputs = dense('inputs', 3 * hidden, apply(norm({ name: `${block}_norm_1` }), below));
  const attended = dense('joined', hidden, apply(attention({ heads: headsOf(shape) }), inputs));
  const middle = apply(make.add(), [below, attended]);
  const wide = dense('wide', WIDER * hidden, apply(norm({ name: `${block}_norm_2` }), middle), 'relu');
  return apply(make.add(), [middle, dense('narrow', hidden, wide)]);
}
