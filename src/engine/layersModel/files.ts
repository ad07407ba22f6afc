/**
 * A LayersModel as files, in two forms.
 *
 * - One file, for people: the JSON of `LayersModel` with `weightData` in base64. This is what the panel hands out.
 * - Two files, for TensorFlow.js: `model.json`, which `tf.loadLayersModel(url)` reads, and beside it `weights.bin`.
 *
 * Both are read by `parseModel`.
 */
import { phrase } from '../../core/language';
import { fromBase64, toBase64 } from './base64';
import type { LayersModel } from './format';
import { fromLayersModel, type ImportedModel } from './importModel';
import { isRecord, parseJson, readList, readRecord, refuse } from '../layers';

/** The largest network takes 22 million characters in base64. */
export const MAX_CHARACTERS = 32 * 2 ** 20;
const MAX_FILES = 64;

export const WEIGHTS_FILE = 'weights.bin';

export function toOneFile(model: LayersModel): string {
  return JSON.stringify({ ...model, weightData: toBase64(new Uint8Array(model.weightData)) });
}

export function toTwoFiles({ weightSpecs, weightData, ...model }: LayersModel): { json: string; weights: ArrayBuffer } {
  const weightsManifest = [{ paths: [WEIGHTS_FILE], weights: weightSpecs }];
  return { json: JSON.stringify({ ...model, weightsManifest }), weights: weightData };
}

/**
 * Reads either form.
 * @param weights bytes of the second file; of several in the order of the manifest, one after the other
 * @throws ForecastFailure `invalid-model`
 */
export function parseModel(json: string, weights?: Uint8Array): ImportedModel {
  const { modelTopology, userDefinedMetadata, weightSpecs, weightData, weightsManifest } = readModelFile(json);
  if (weightsManifest !== undefined) {
    if (!weights) {
      refuse(phrase('its weights are in a second file, which was not given'));
    }
    const groups = readList(weightsManifest, phrase('the list of weights'), MAX_FILES);
    const specs = groups.flatMap((group) =>
      readList(isRecord(group) && group.weights, phrase('the list of weights'), MAX_FILES)
    );
    return fromLayersModel({ modelTopology, userDefinedMetadata, weightSpecs: specs, weightData: weights });
  }
  if (typeof weightData !== 'string') {
    refuse(phrase('it has no weights'));
  }
  return fromLayersModel({ modelTopology, userDefinedMetadata, weightSpecs, weightData: fromBase64(weightData) });
}

/** @throws ForecastFailure `invalid-model` */
export function readModelFile(json: string): Record<string, unknown> {
  return readRecord(parseJson(json, 'file', MAX_CHARACTERS), phrase('the model'));
}
