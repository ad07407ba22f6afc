import { type ModelShape, type TrainedModel, parameterCount } from '../model';
import { NOTES_VERSION } from './format';
import { readTopology } from './readTopology';
import { sizeOf, weightSlots, type WeightSlot } from './topology';
import { isRecord, readList, readRecord, readSize, refuse } from './untrusted';

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
  const { body, width, names } = readTopology(model.modelTopology);
  const { context, head, ...training } = readNotes(model.userDefinedMetadata, width);
  const shape: ModelShape = { ...body, ...head };
  const weights = readWeights(shape, weightSlots(shape, names), model);
  return { trained: { shape, weights, ...training }, context };
}

function readNotes(metadata: unknown, width: number) {
  const notes = isRecord(metadata) ? metadata.presage : undefined;
  if (notes === undefined) {
    const head = { outputs: readSize(width, 'outputs') };
    return { head, epochs: 0, bestEpoch: 0, validationLoss: NaN, context: undefined };
  }
  const { version, validationLoss, context, ...sizes } = readRecord(notes, 'what Presage noted of it');
  if (version !== NOTES_VERSION) {
    refuse('another version of Presage wrote it');
  }
  const outputs = readSize(sizes.outputs, 'outputs');
  const valuesPerOutput = readSize(sizes.valuesPerOutput, 'valuesPerOutput');
  if (outputs * valuesPerOutput !== width) {
    refuse(`its Dense layer has ${width} units, not ${outputs} x ${valuesPerOutput}`);
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
    : refuse('a number of epochs is not a whole number');
}

/** The flat parameters (P), whatever the order of the weights in the file. */
function readWeights(
  shape: ModelShape,
  slots: WeightSlot[],
  { weightSpecs, weightData }: Pick<UntrustedModel, 'weightSpecs' | 'weightData'>
): Float32Array {
  const specs = readList(weightSpecs, 'the list of weights', slots.length).map(readSpec);
  const count = parameterCount(shape);
  if (weightData.byteLength !== 4 * count) {
    refuse(`it has ${weightData.byteLength} bytes of weights, not ${4 * count}`);
  }
  // Each slot finds one spec of its very shape, so that the specs cover the bytes exactly.
  const order = slots.map((slot) => findSpec(slot, specs));
  if (new Set(order).size !== specs.length) {
    refuse('its weights are not those of its layers');
  }
  const offsets = [0];
  specs.forEach((spec, i) => offsets.push(offsets[i] + sizeOf(spec)));
  const bytes = new DataView(weightData.buffer, weightData.byteOffset, weightData.byteLength);
  const weights = new Float32Array(count);
  let to = 0;
  for (const index of order) {
    for (let from = offsets[index]; from < offsets[index + 1]; from++) {
      weights[to++] = bytes.getFloat32(4 * from, true);
    }
  }
  return weights.every(Number.isFinite) ? weights : refuse('a weight is not a finite number');
}

interface Spec {
  /** of the name */
  parts: string[];
  shape: number[];
}

function readSpec(value: unknown): Spec {
  const { name, shape, dtype, quantization } = readRecord(value, 'an entry of the list of weights');
  if (dtype !== 'float32' || (quantization !== undefined && quantization !== null)) {
    refuse('its weights are not in single precision');
  }
  if (typeof name !== 'string') {
    refuse('a weight has no name');
  }
  return { parts: name.split('/'), shape: readList(shape, 'the shape of a weight', 2).map(lengthOf) };
}

/** TensorFlow.js names a weight `lstm_1/kernel`, Keras `lstm_1/lstm_cell/kernel`. */
function findSpec({ layer, weight, shape }: WeightSlot, specs: Spec[]): number {
  const isNamed = ({ parts }: Spec) => parts.at(-1) === weight && parts.slice(0, -1).includes(layer);
  const index = specs.findIndex(isNamed);
  const found = specs[index];
  if (!found || found.shape.length !== shape.length || found.shape.some((length, i) => length !== shape[i])) {
    refuse(`the ${weight} of a layer is missing or not ${shape.join(' x ')}`);
  }
  return index;
}

/** NaN for anything but a number: objects may refuse to become one. */
const lengthOf = (value: unknown): number => (typeof value === 'number' ? value : NaN);
