import { readPhrase } from '../../core/language';
import type { ModelShape } from '../../engine/model';
import { isLayersShape, parameterCount } from '../../engine/networks';
import type { SavedModel } from '../protocol';

/**
 * Whether a value read from storage is a model that can be used: anyone can write to a browser's storage, and older
 * versions of the plugin did. What `context` holds is for `core` to check.
 */
export function isSavedModel(value: unknown): value is SavedModel {
  if (!isRecord(value) || !isRecord(value.trained)) {
    return false;
  }
  const { shape, weights, epochs, bestEpoch, validationLoss } = value.trained;
  return (
    isShape(shape) &&
    isFloat32Array(weights) &&
    (isImported(shape) || weights.length === parameterCount(shape)) &&
    weights.every(Number.isFinite) &&
    [epochs, bestEpoch, validationLoss, value.origin, value.trainedAt, value.seconds, value.windows].every(
      Number.isFinite
    ) &&
    typeof value.device === 'string' &&
    readPhrase(value.deviceReason) !== undefined
  );
}

/** Bytes a value takes in storage, about: what typed arrays hold, 8 a number, 2 a character. */
export function sizeOf(value: unknown): number {
  if (typeof value === 'string') {
    return 2 * value.length;
  }
  if (ArrayBuffer.isView(value)) {
    return value.byteLength;
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).reduce((sum, [key, item]) => sum + 2 * key.length + sizeOf(item), 0);
  }
  return 8;
}

function isShape(value: unknown): value is ModelShape {
  return (
    isRecord(value) &&
    (['features', 'sequenceLength', 'layers', 'hidden', 'outputs'] as const).every(
      (name) => Number.isSafeInteger(value[name]) && Number(value[name]) >= 1
    ) &&
    (value.network === undefined ||
      isLayersShape(value as unknown as ModelShape) ||
      isImported(value as unknown as ModelShape))
  );
}

/**
 * An imported network, whose layers and their weights are read where it is built: that takes more code than a page should
 * load to look into its store.
 */
const isImported = ({ network, topology }: ModelShape): boolean =>
  network === 'imported' && typeof topology === 'string';

/** Also of another realm, such as Grafana's sandbox for plugins, where `instanceof` fails. */
function isFloat32Array(value: unknown): value is Float32Array {
  return Object.prototype.toString.call(value) === '[object Float32Array]';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
