import { phrase } from '../../core/language';
import type { ModelShape, TrainedModel } from '../model';
import { type LayersShape, fromStandard, isTrainedNetwork, parameterCount, standardForm } from '../networks';
import { NOTES_VERSION } from './format';
import { readTopology } from './readTopology';
import { weightSlots } from './topology';
import { readWeights } from './weights';
import { isRecord, readRecord, readSize, refuse } from '../layers';

/** Parts of a LayersModel that anyone may have made. */
export interface UntrustedModel {
  modelTopology: unknown;
  weightSpecs: unknown;
  weightData: Uint8Array;
  userDefinedMetadata?: unknown;
}

export interface ImportedModel {
  trained: TrainedModel;
  /** as it was exported, unchecked; undefined for a model from elsewhere */
  context: unknown;
}

/**
 * Reads a LayersModel. Nothing of it is executed or fetched, and all sizes are checked before anything is allocated.
 * A model from elsewhere is taken to forecast one value for each unit of its Dense layer.
 * @throws ForecastFailure `invalid-model`
 */
export function fromLayersModel(model: UntrustedModel): ImportedModel {
  const network = networkOf(model.userDefinedMetadata);
  if (network) {
    return fromStandardForm(network, model);
  }
  const { body, width, names } = readTopology(model.modelTopology);
  const { context, head, ...training } = readNotes(model.userDefinedMetadata, width);
  const shape: ModelShape = { ...body, ...head };
  const weights = readWeights(weightSlots(shape, names), model);
  return { trained: { shape, weights, ...training }, context };
}

/** The notes of Presage on a network of layers; undefined for an LSTM. */
function networkOf(metadata: unknown): Record<string, unknown> | undefined {
  const notes = isRecord(metadata) ? metadata.presage : undefined;
  return isRecord(notes) && notes.network !== undefined
    ? readRecord(notes.network, phrase('what Presage noted of its network'))
    : undefined;
}

/** A network of layers is built of its sizes alone: of the file's layers nothing is read but their weights. */
function fromStandardForm({ name, ...sizes }: Record<string, unknown>, model: UntrustedModel): ImportedModel {
  if (!isTrainedNetwork(name)) {
    refuse(phrase('its network is none that Presage trains'));
  }
  const { context, head, ...training } = readNotes(model.userDefinedMetadata);
  const shape: LayersShape = {
    network: name,
    features: readSize(sizes.features, 'features'),
    sequenceLength: readSize(sizes.sequenceLength, 'sequenceLength'),
    layers: readSize(sizes.layers, 'layers'),
    hidden: readSize(sizes.hidden, 'hidden'),
    ...head,
  };
  const { weights } = standardForm(shape);
  const values = readWeights(weights, model);
  return { trained: { shape, weights: fromStandard(weights, values, parameterCount(shape)), ...training }, context };
}

/** @param width of the head, where its layer says it */
function readNotes(metadata: unknown, width?: number) {
  const notes = isRecord(metadata) ? metadata.presage : undefined;
  if (notes === undefined) {
    const head = { outputs: readSize(width, 'outputs') };
    return { head, epochs: 0, bestEpoch: 0, validationLoss: NaN, context: undefined };
  }
  const { version, validationLoss, context, ...sizes } = readRecord(notes, phrase('what Presage noted of it'));
  if (version !== NOTES_VERSION) {
    refuse(phrase('another version of Presage wrote it'));
  }
  const outputs = readSize(sizes.outputs, 'outputs');
  const valuesPerOutput = readSize(sizes.valuesPerOutput, 'valuesPerOutput');
  if (width !== undefined && outputs * valuesPerOutput !== width) {
    refuse(
      phrase('its Dense layer has {{width}} units, not {{outputs}} x {{values}}', {
        width,
        outputs,
        values: valuesPerOutput,
      })
    );
  }
  return {
    head: { outputs, ...(valuesPerOutput > 1 && { valuesPerOutput }) },
    epochs: readCount(sizes.epochs),
    bestEpoch: readCount(sizes.bestEpoch),
    validationLoss: typeof validationLoss === 'number' ? validationLoss : NaN,
    context,
  };
}

function readCount(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
    ? value
    : refuse(phrase('a number of epochs is not a whole number'));
}
