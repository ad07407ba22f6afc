import { phrase } from '../../core/language';
import { refuse } from '../layers';
import { type ModelShape, type TrainedModel, checkCount, checkShape, checkWeights } from '../model';
import { isImportedShape } from '../imported';
import { isLayersShape, parameterCount, standardForm, toStandard } from '../networks';
import { NOTES_VERSION, type LayersModel, type Notes } from './format';
import { layerNames, topologyOf, weightSlots } from './topology';
import type { NamedSlot } from './weights';

/**
 * A trained model as a LayersModel.
 * @param context kept with the model as it is; must survive JSON
 * @throws ForecastFailure `too-large`, `invalid-option` for weights that are not those of the shape; `invalid-model` for
 *   an imported network
 */
export function toLayersModel({ shape, weights, ...training }: TrainedModel, context: unknown = null): LayersModel {
  const network = networkOf(shape, weights);
  const { epochs, bestEpoch, validationLoss } = training;
  return {
    format: 'layers-model',
    generatedBy: 'Presage',
    convertedBy: null,
    modelTopology: network.topology,
    weightSpecs: network.slots.map(({ layer, weight, shape: lengths }) => ({
      name: `${layer}/${weight}`,
      shape: [...lengths],
      dtype: 'float32',
    })),
    weightData: toBytes(network.values),
    userDefinedMetadata: {
      presage: {
        version: NOTES_VERSION,
        ...(network.notes && { network: network.notes }),
        outputs: shape.outputs,
        valuesPerOutput: shape.valuesPerOutput ?? 1,
        epochs,
        bestEpoch,
        validationLoss: Number.isFinite(validationLoss) ? validationLoss : null,
        context,
      },
    },
  };
}

interface WrittenNetwork {
  topology: object;
  slots: readonly NamedSlot[];
  /** in their order */
  values: Float32Array;
  notes?: Notes['network'];
}

function networkOf(shape: ModelShape, weights: Float32Array): WrittenNetwork {
  checkShape(shape);
  if (isImportedShape(shape)) {
    refuse(phrase('it was imported, and is what its own files say'));
  }
  if (!isLayersShape(shape)) {
    checkWeights(shape, weights);
    const names = layerNames(shape);
    return { topology: topologyOf(shape, names), slots: weightSlots(shape, names), values: weights };
  }
  const { network, features, sequenceLength, layers, hidden } = shape;
  checkCount(weights, parameterCount(shape));
  const { topology, weights: slots } = standardForm(shape);
  const notes = { name: network, features, sequenceLength, layers, hidden };
  return { topology, slots, values: toStandard(slots, weights), notes };
}

function toBytes(weights: Float32Array): ArrayBuffer {
  const bytes = new DataView(new ArrayBuffer(4 * weights.length));
  weights.forEach((weight, i) => bytes.setFloat32(4 * i, weight, true));
  return bytes.buffer;
}
