import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { LayersNetwork, ModelShape } from '../model';
import { connectGru, gruSlots } from './gru';
import { type Connect, type Kit, type SlotsOf, type Slot } from '../layers';
import { connectTcn, tcnSlots } from './tcn';
import { connectTransformer, transformerSlots } from './transformer';

/** Those that are trained here: all but an imported one (`engine/imported`). */
export type TrainedNetwork = Exclude<LayersNetwork, 'imported'>;

/** A network is a row in each of two tables: the page, which checks stored models, needs the first alone. */
const weightTable: Readonly<Record<TrainedNetwork, SlotsOf>> = {
  gru: gruSlots,
  tcn: tcnSlots,
  transformer: transformerSlots,
};
const layerTable: Readonly<Record<TrainedNetwork, Connect>> = {
  gru: connectGru,
  tcn: connectTcn,
  transformer: connectTransformer,
};

/** A shape of a network that is made of layers. */
export type LayersShape = ModelShape & { network: TrainedNetwork };

/** Anything may stand in a stored shape. */
export function isLayersShape(shape: ModelShape): shape is LayersShape {
  return isTrainedNetwork(shape.network);
}

export const isTrainedNetwork = (name: unknown): name is TrainedNetwork =>
  typeof name === 'string' && Object.hasOwn(weightTable, name);

/** The weights of a network, in the order of its flat parameters. */
export function slotsOf(shape: LayersShape): Slot[] {
  return weightTable[shape.network](shape);
}

/** The network of a shape on the selected backend; its weights are to be set before it is used. */
export function buildNetwork(kit: Kit, shape: LayersShape): LayersModel {
  const { sequenceLength, features, network } = shape;
  const inputs = kit.input({ shape: [sequenceLength, features] });
  return kit.model({ inputs, outputs: layerTable[network](kit, shape, inputs) });
}
