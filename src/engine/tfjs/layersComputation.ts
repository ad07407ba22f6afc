/**
 * A network of `engine/networks` or `engine/imported`, built of TensorFlow.js' layers and differentiated by its tape. Import this module
 * dynamically: the layers are as large as the rest of TensorFlow.js together.
 */
import {
  concat,
  customGrad,
  div,
  mul,
  reshape,
  slice,
  transpose,
  variableGrads,
  type GradSaveFunc,
  type Scalar,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  type Variable,
} from '@tensorflow/tfjs-core';
import { buildImported, importedSlots } from '../imported';
import { sizeOf } from '../layers';
import { type BatchTargets, type Loss, type ModelShape, SQUARED } from '../model';
import { buildNetwork, isLayersShape, slotsOf } from '../networks';
import type { Computation } from './computation';
import { kit } from './networkLayers';
import { lossAndSlope } from './tfjsLoss';

/** Puts a network's layers on the selected backend. */
export function layersComputation(shape: ModelShape, loss: Loss = SQUARED): Computation {
  const { network, all } = isLayersShape(shape)
    ? { network: buildNetwork(kit, shape), all: slotsOf(shape) }
    : { network: buildImported(kit, shape), all: importedSlots(shape) };
  const named = new Map(network.weights.map((weight) => [weight.originalName, weight.read() as Variable]));
  const slots = all.map((slot) => ({ ...slot, size: sizeOf(slot), variable: named.get(slot.name)! }));
  const variables = slots.map(({ variable }) => variable);
  let loaded: Tensor1D | undefined;

  /** The layers hold the weights in variables of their own, which follow the flat ones. */
  const load = (weights: Tensor1D) => {
    if (loaded !== weights) {
      let from = 0;
      slots.forEach(({ variable, size, shape: lengths }) => {
        variable.assign(reshape(slice(weights, from, size), [...lengths]));
        from += size;
      });
      loaded = weights;
    }
  };
  const apply = (x: Tensor3D) => network.apply(transpose(x, [1, 0, 2])) as Tensor2D;

  return {
    forecast(weights, x) {
      load(weights);
      return apply(x);
    },
    learn(weights, x, targets) {
      load(weights);
      const { value, grads } = variableGrads(() => meanLoss(loss, apply(x), targets), variables);
      const gradient = concat(variables.map(({ name }) => reshape(grads[name], [-1]))) as Tensor1D;
      return { sum: mul(value, targets.known), gradient };
    },
    dispose: () => void network.dispose(),
  };
}

/** The loss of `tfjsLoss.ts` on the tape, which takes the slope that is written out there. */
function meanLoss(loss: Loss, y: Tensor2D, targets: BatchTargets): Scalar {
  const measured = customGrad((...args) => {
    const [head, save] = args as [Tensor, GradSaveFunc];
    const { sum, gradient } = lossAndSlope(loss, head as Tensor2D, targets);
    save([gradient]);
    return { value: div(sum, targets.known), gradFunc: (dy, [slope]) => mul(dy, slope) };
  });
  return measured(y) as Scalar;
}
