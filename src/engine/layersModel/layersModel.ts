/**
 * Models that leave for Keras and TensorFlow.js and come back: `LayersModel` artifacts, made and read without
 * TensorFlow.js. Two forms:
 *
 * - two files, `model.json` and `model.weights.bin`, as `tf.loadLayersModel` and `tensorflowjs_converter` read them;
 * - one JSON file with the weights inside as base64 (`weightSpecs`, `weightData`), for a download button. After decoding,
 *   it is what `tf.io.fromMemory` takes.
 *
 * Dropout is for training and not part of the model. What has to come back beside the network (its head, what it was
 * trained on) stands in `userDefinedMetadata.presage`, which others ignore.
 */
import type { ModelShape } from '../engine';
import { parameterCount } from '../lstm';
import { decodeBase64, encodeBase64 } from './base64';
import { isRecord, readTopology, refuse, weightSpecs, writeTopology, type WeightSpec } from './topology';

/** A network and what belongs to it. */
export interface PortableModel {
  shape: ModelShape;
  /** (P) in the order of `lstm.ts` */
  weights: Float32Array;
  /** anything that JSON can hold; not looked at here */
  extra?: unknown;
}

const WEIGHTS_FILE = 'model.weights.bin';
/** Longest JSON that is parsed, characters: the largest network takes 2.9 million parameters, 16 MB in base64. */
const MOST_CHARACTERS = 24 * 2 ** 20;

/** The two files: the JSON of `model.json`, and the bytes of `model.weights.bin`. */
export function toLayersModel(model: PortableModel): { json: Record<string, unknown>; bytes: Uint8Array<ArrayBuffer> } {
  const weightsManifest = [{ paths: [WEIGHTS_FILE], weights: weightSpecs(model.shape) }];
  return { json: { ...header(model), weightsManifest }, bytes: bytesOf(model.weights) };
}

/** The one file, as text. */
export function toModelFile(model: PortableModel): string {
  const weightData = encodeBase64(bytesOf(model.weights));
  return JSON.stringify({ ...header(model), weightSpecs: weightSpecs(model.shape), weightData });
}

function header({ shape, extra }: PortableModel) {
  const { outputs, valuesPerOutput = 1 } = shape;
  return {
    format: 'layers-model',
    generatedBy: 'Presage',
    convertedBy: null,
    modelTopology: writeTopology(shape),
    userDefinedMetadata: { presage: { outputs, valuesPerOutput, extra } },
  };
}

/** Bytes in the order of the file, which is little-endian as every machine with a browser is. */
function bytesOf(weights: Float32Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Float32Array.from(weights).buffer);
}

/** Reads the one file. @throws ForecastFailure `invalid-model`, `too-large` */
export function readModelFile(text: string): PortableModel {
  if (text.length > MOST_CHARACTERS) {
    refuse('it is larger than any model could be');
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    refuse('it is no JSON');
  }
  if (!isRecord(json) || typeof json.weightData !== 'string') {
    refuse('it holds no weights (a model.json with its weights in a second file has to be exported as one)');
  }
  const { shape, extra } = readHeader(json);
  checkSpecs(json.weightSpecs, shape);
  const length = 4 * parameterCount(shape);
  const bytes = decodeBase64(json.weightData, length);
  if (!bytes) {
    refuse(`its weights are not ${length} bytes in base64`);
  }
  return { shape, weights: weightsOf(bytes, shape), extra };
}

/** Reads the two files. @throws ForecastFailure `invalid-model`, `too-large` */
export function readLayersModel(json: unknown, bytes: Uint8Array): PortableModel {
  if (!isRecord(json)) {
    refuse('it is no JSON object');
  }
  const { shape, extra } = readHeader(json);
  const groups = Array.isArray(json.weightsManifest) ? json.weightsManifest : [];
  checkSpecs(
    groups.flatMap((group: unknown) => (isRecord(group) ? group.weights : undefined)),
    shape
  );
  return { shape, weights: weightsOf(bytes, shape), extra };
}

function readHeader({ modelTopology, userDefinedMetadata }: Record<string, unknown>) {
  const ours = isRecord(userDefinedMetadata) ? userDefinedMetadata.presage : undefined;
  const { outputs, valuesPerOutput, extra } = isRecord(ours) ? ours : {};
  return { shape: readTopology(modelTopology, { outputs, valuesPerOutput }), extra };
}

/** Names differ with whoever wrote the file; order, shapes and type may not. */
function checkSpecs(specs: unknown, shape: ModelShape): void {
  const expected = weightSpecs(shape);
  if (!Array.isArray(specs) || specs.length !== expected.length) {
    refuse(`it does not have ${expected.length} arrays of weights`);
  }
  expected.forEach((wanted, i) => {
    const spec: unknown = specs[i];
    if (!isRecord(spec) || !isSame(spec, wanted)) {
      refuse(`its weights ${String(i + 1)} are not ${wanted.name} of shape ${wanted.shape.join(' x ')} in float32`);
    }
  });
}

function isSame({ name, shape, dtype, quantization }: Record<string, unknown>, wanted: WeightSpec): boolean {
  const ending = wanted.name.slice(wanted.name.indexOf('/'));
  return (
    typeof name === 'string' &&
    name.endsWith(ending) &&
    dtype === wanted.dtype &&
    quantization === undefined &&
    Array.isArray(shape) &&
    shape.length === wanted.shape.length &&
    shape.every((size, i) => size === wanted.shape[i])
  );
}

function weightsOf(bytes: Uint8Array, shape: ModelShape): Float32Array {
  const count = parameterCount(shape);
  if (bytes.length !== 4 * count) {
    refuse(`its weights are ${bytes.length} bytes, not ${4 * count}`);
  }
  const weights = new Float32Array(bytes.slice().buffer);
  if (!weights.every(Number.isFinite)) {
    refuse('some of its weights are no numbers');
  }
  return weights;
}
