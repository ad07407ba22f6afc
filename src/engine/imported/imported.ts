import { phrase } from '../../core/language';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { type Kit, type Slot, refuse, sizeOf } from '../layers';
import type { ModelShape } from '../model';
import { type Plan, readPlan } from './plan';

/** The shape of an imported network: it has no layers and units that an option would count. */
export function importedShape(topology: string): ModelShape {
  const { sequenceLength, features, outputs } = readPlan(topology);
  return { features, sequenceLength, layers: 1, hidden: 1, outputs, network: 'imported', topology };
}

export const isImportedShape = ({ network }: ModelShape): boolean => network === 'imported';

/** The weights of an imported network, in the order of its flat parameters. @throws ForecastFailure `invalid-model` */
export function importedSlots(shape: ModelShape): Slot[] {
  return planOf(shape).slots;
}

/** Number of parameters of an imported network. @throws ForecastFailure `invalid-model` */
export function importedParameters(shape: ModelShape): number {
  return importedSlots(shape).reduce((count, slot) => count + sizeOf(slot), 0);
}

/** The network of a shape on the selected backend; its weights are to be set before it is used. */
export function buildImported(kit: Kit, shape: ModelShape): LayersModel {
  const inputs = kit.input({ shape: [shape.sequenceLength, shape.features] });
  return kit.model({ inputs, outputs: planOf(shape).connect(kit, inputs) });
}

/** Its sizes must be those that its layers say: anything may stand in a stored shape. */
function planOf({ topology = '', sequenceLength, features, outputs }: ModelShape): Plan {
  const plan = readPlan(topology);
  const isSame = plan.sequenceLength === sequenceLength && plan.features === features && plan.outputs === outputs;
  return isSame ? plan : refuse(phrase('its sizes are not those of its layers'));
}
