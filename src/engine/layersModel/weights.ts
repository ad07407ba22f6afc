import { phrase } from '../../core/language';
import { readList, readRecord, refuse, sizeOf } from '../layers';

/** Axes of a weight; a convolution has three. */
const MAX_AXES = 3;

/** A weight that a model has to have, by the names of its layer and of its own. */
export interface NamedSlot {
  layer: string;
  weight: string;
  shape: readonly number[];
}

/**
 * The flat parameters (P) in the order of the slots, whatever the order of the weights in the file. Each is there once,
 * in its shape, and nothing else is.
 * @throws ForecastFailure `invalid-model`
 */
export function readWeights(
  slots: readonly NamedSlot[],
  { weightSpecs, weightData }: { weightSpecs: unknown; weightData: Uint8Array }
): Float32Array {
  const specs = readList(weightSpecs, phrase('the list of weights'), slots.length).map(readSpec);
  const count = slots.reduce((sum, slot) => sum + sizeOf(slot), 0);
  if (weightData.byteLength !== 4 * count) {
    refuse(
      phrase('it has {{bytes}} bytes of weights, not {{needed}}', { bytes: weightData.byteLength, needed: 4 * count })
    );
  }
  // Each slot finds one spec of its very shape, so that the specs cover the bytes exactly.
  const order = slots.map((slot) => findSpec(slot, specs));
  if (new Set(order).size !== specs.length) {
    refuse(phrase('its weights are not those of its layers'));
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
  return weights.every(Number.isFinite) ? weights : refuse(phrase('a weight is not a finite number'));
}

interface Spec {
  /** of the name */
  parts: string[];
  shape: number[];
}

function readSpec(value: unknown): Spec {
  const { name, shape, dtype, quantization } = readRecord(value, phrase('an entry of the list of weights'));
  if (dtype !== 'float32' || (quantization !== undefined && quantization !== null)) {
    refuse(phrase('its weights are not in single precision'));
  }
  if (typeof name !== 'string') {
    refuse(phrase('a weight has no name'));
  }
  return { parts: name.split('/'), shape: readList(shape, phrase('the shape of a weight'), MAX_AXES).map(lengthOf) };
}

/** TensorFlow.js names a weight `lstm_1/kernel`, Keras `lstm_1/lstm_cell/kernel`. */
function findSpec({ layer, weight, shape }: NamedSlot, specs: Spec[]): number {
  const isNamed = ({ parts }: Spec) => parts.at(-1) === weight && parts.slice(0, -1).includes(layer);
  const index = specs.findIndex(isNamed);
  const found = specs[index];
  if (!found || found.shape.length !== shape.length || found.shape.some((length, i) => length !== shape[i])) {
    refuse(phrase('the {{weight}} of a layer is missing or not {{form}}', { weight, form: shape.join(' x ') }));
  }
  return index;
}

/** NaN for anything but a number: objects may refuse to become one. */
const lengthOf = (value: unknown): number => (typeof value === 'number' ? value : NaN);
