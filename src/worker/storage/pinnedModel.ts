import { phrase } from '../../core/language';
import { fromBase64, toBase64 } from '../../engine/layersModel';
import { type PinnedModel, isAsked } from '../pinning';
import { isSavedModel } from './savedModel';

/** Characters of a pinned model in a dashboard at most; two layers of 50 units take 50,000. */
export const MOST_PINNED = 200_000;

const VERSION = 2;
/** Weights that share a scale. */
const BLOCK = 64;
const LARGEST = 127;

/**
 * A model as text for a dashboard: its weights in 8 bits, in blocks of 64 with one scale each, which is their largest
 * size over 127. What it keeps of its series, and what was asked for, stand beside them as JSON.
 */
export function writePinned({ trained, ...rest }: PinnedModel): string {
  const { weights, ...facts } = trained;
  const scales: number[] = [];
  const small = new Int8Array(weights.length);
  for (let from = 0; from < weights.length; from += BLOCK) {
    const block = weights.subarray(from, from + BLOCK);
    // Digits enough for an error far below that of 8 bits.
    const scale = Number(
      (block.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) / LARGEST).toPrecision(5)
    );
    scales.push(scale);
    block.forEach((weight, i) => {
      small[from + i] = scale > 0 ? Math.max(-LARGEST, Math.min(LARGEST, Math.round(weight / scale))) : 0;
    });
  }
  const packed = toBase64(new Uint8Array(small.buffer));
  return JSON.stringify({ ...rest, version: VERSION, trained: { ...facts, scales, weights: packed } });
}

/** The model of a text that `writePinned` made; undefined for any other: dashboards are written by hand too. */
export function readPinned(text: unknown): PinnedModel | undefined {
  if (typeof text !== 'string' || text.length > MOST_PINNED) {
    return undefined;
  }
  try {
    const { version, trained, ...rest } = JSON.parse(text);
    const { scales, weights, ...facts } = trained;
    const small = new Int8Array(fromBase64(weights).buffer);
    const restored = Float32Array.from(small, (value, i) => value * scales[Math.floor(i / BLOCK)]);
    const model = {
      ...rest,
      deviceReason: phrase('trained elsewhere, pinned to the dashboard'),
      trained: { ...facts, weights: restored },
    };
    return version === VERSION && isAsked(rest.asked) && isSavedModel(model)
      ? { ...model, asked: rest.asked }
      : undefined;
  } catch {
    return undefined;
  }
}
