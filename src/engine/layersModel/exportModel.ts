import { type TrainedModel, checkShape, checkWeights } from '../model';
import { NOTES_VERSION, type LayersModel } from './format';
import { layerNames, topologyOf, weightSlots } from './topology';

/**
 * A trained model as a LayersModel.
 * @param context kept with the model as it is; must survive JSON
 * @throws ForecastFailure `too-large`, `invalid-option` for weights that are not those of the shape
 */
export function toLayersModel({ shape, weights, ...training }: TrainedModel, context: unknown = null): LayersModel {
  checkShape(shape);
  checkWeights(shape, weights);
  const { epochs, bestEpoch, validationLoss } = training;
  const names = layerNames(shape);
  return {
    format: 'layers-model',
    generatedBy: 'Presage',
    convertedBy: null,
    modelTopology: topologyOf(shape, names),
    weightSpecs: weightSlots(shape, names).map(({ layer, weight, shape: lengths }) => ({
      name: `${layer}/${weight}`,
      shape: lengths,
      dtype: 'float32',
    })),
    weightData: toBytes(weights),
    userDefinedMetadata: {
      presage: {
        version: NOTES_VERSION,
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

function toBytes(weights: Float32Array): ArrayBuffer {
  const bytes = new DataView(new ArrayBuffer(4 * weights.length));
  weights.forEach((weight, i) => bytes.setFloat32(4 * i, weight, true));
  return bytes.buffer;
}
