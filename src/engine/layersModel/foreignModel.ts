/**
 * A LayersModel of another program: `model.json` and its files of weights, as `model.save('downloads://...')` of
 * TensorFlow.js and `tensorflowjs_converter` write them, or the one file of the panel without its notes. Nothing of it is
 * executed or fetched, and all sizes are checked before anything is allocated.
 */
import { phrase } from '../../core/language';
import { importedShape, readPlan } from '../imported';
import { isRecord, readList, readRecord, refuse } from '../layers';
import type { ModelShape } from '../model';
import { fromBase64 } from './base64';
import { parseModel, readModelFile } from './files';
import type { ImportedModel } from './importModel';
import { readWeights } from './weights';

/** A file that was picked. */
export interface ModelFile {
  name: string;
  bytes: Uint8Array;
}

export interface ForeignModel {
  shape: ModelShape;
  /** (P) in the order of its slots */
  weights: Float32Array;
  /** the scaler that it was trained with, where its file says so */
  scaler?: { center: number; spread: number };
}

type FileModel = ({ kind: 'own' } & ImportedModel) | ({ kind: 'foreign' } & ForeignModel);

/** Groups of weights, files of a group, and weights of one. */
const MAX_GROUPS = 64;
const MAX_PATHS = 64;
const MAX_WEIGHTS = 4096;

/**
 * Reads the files of one model: one that Presage wrote, or another program.
 * @throws ForecastFailure `invalid-model`
 */
export function parseFiles(files: readonly ModelFile[]): FileModel {
  const [json, ...others] = files.length === 1 ? files : files.filter(({ name }) => /\.json$/i.test(name));
  if (!json || others.length > 0) {
    refuse(phrase('there is not one JSON file among the files: choose model.json and all its files of weights'));
  }
  const text = new TextDecoder().decode(json.bytes);
  const model = readModelFile(text);
  const weights = joinWeights(
    model,
    files.filter((file) => file !== json)
  );
  return isRecord(model.userDefinedMetadata) && model.userDefinedMetadata.presage !== undefined
    ? { kind: 'own', ...parseModel(text, weights?.weightData) }
    : { kind: 'foreign', ...readForeign(model, weights ?? heldWeights(model)) };
}

interface UntrustedWeights {
  weightSpecs: unknown[];
  weightData: Uint8Array;
}

function readForeign(
  { modelTopology, userDefinedMetadata }: Record<string, unknown>,
  weights: UntrustedWeights
): ForeignModel {
  const topology = toText(modelTopology);
  const { slots } = readPlan(topology);
  const named = slots.map(({ file, shape }) => ({ ...file, shape }));
  const scaler = readScaler(userDefinedMetadata);
  return { shape: importedShape(topology), weights: readWeights(named, weights), ...(scaler && { scaler }) };
}

function toText(topology: unknown): string {
  try {
    return JSON.stringify(topology ?? null);
  } catch {
    // Deeper than the stack.
    return refuse(phrase('its layers are not JSON'));
  }
}

/** Of `"userDefinedMetadata": { "presageScaler": { "center": 50, "spread": 20 } }`. */
function readScaler(metadata: unknown): ForeignModel['scaler'] {
  const scaler = isRecord(metadata) ? metadata.presageScaler : undefined;
  if (scaler === undefined) {
    return undefined;
  }
  const { center, spread } = readRecord(scaler, phrase('its scaler'));
  const isSound = typeof center === 'number' && typeof spread === 'number' && spread > 0;
  return isSound && Number.isFinite(center) && Number.isFinite(spread)
    ? { center, spread }
    : refuse(phrase('its scaler has no centre, or no spread above 0'));
}

/** In base64 beside their list. */
function heldWeights({ weightSpecs, weightData }: Record<string, unknown>): UntrustedWeights {
  return typeof weightData === 'string'
    ? {
        weightSpecs: readList(weightSpecs, phrase('the list of weights'), MAX_WEIGHTS),
        weightData: fromBase64(weightData),
      }
    : refuse(phrase('it has no weights'));
}

/** The weights of all groups of a manifest, one after the other; undefined without a manifest. */
function joinWeights({ weightsManifest }: Record<string, unknown>, files: ModelFile[]): UntrustedWeights | undefined {
  if (weightsManifest === undefined) {
    return undefined;
  }
  const groups = readList(weightsManifest, phrase('the list of weights'), MAX_GROUPS).map((group) => {
    const { paths, weights } = readRecord(group, phrase('the list of weights'));
    return {
      specs: readList(weights, phrase('the list of weights'), MAX_WEIGHTS),
      parts: readList(paths, phrase('the list of its files'), MAX_PATHS).map((path) => find(path, files)),
    };
  });
  const parts = groups.flatMap((group) => group.parts);
  const weightData = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let to = 0;
  for (const part of parts) {
    weightData.set(part, to);
    to += part.length;
  }
  return { weightSpecs: groups.flatMap(({ specs }) => specs), weightData };
}

/** The file of a path, by its name: nothing is fetched. */
function find(path: unknown, files: ModelFile[]): Uint8Array {
  const name = typeof path === 'string' ? path.replace(/^.*[/\\]/, '') : '';
  const found = files.find((file) => file.name === name);
  return (
    found?.bytes ??
    refuse(
      /^[\w.-]{1,80}$/.test(name)
        ? phrase('its file of weights {{name}} was not given: choose model.json and all its files of weights', { name })
        : phrase('its file of weights was not given: choose model.json and all its files of weights')
    )
  );
}
