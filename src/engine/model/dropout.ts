/**
 * Dropout (Srivastava et al., 2014) between layers only, never on the way from step to step (Zaremba et al., 2014):
 * of what a layer hands upward, to the next layer at every step and to the head after the last one, a share `rate` of
 * values becomes 0 while training, and the others are divided by 1 - rate.
 *
 * The mask is a function of its place and not of a stream of random numbers, so that a kernel can make any part of it
 * in any order, and all engines make the same one. For training step n (1, 2, .. as Adam counts them), window `row` of
 * the batch, step t, unit j of layer l:
 *
 *   key    = mix(seed + n * 0x9e3779b9)
 *   index  = ((l * T + t) * batchSize + row) * U + j
 *   keep   = mix(index ^ key) >>> 8 >= floor(rate * 2^24)
 *
 * all in 32-bit arithmetic that wraps, with mix the finaliser of MurmurHash3 (Appleby, public domain).
 */
import type { ModelShape } from './engine';

/** 32 bits in, 32 well-mixed bits out; a bijection. */
export function mix(bits: number): number {
  let h = bits ^ (bits >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** The key of the mask of a training step, n from 1. */
export function dropoutKey(seed: number, n: number): number {
  return mix((seed + Math.imul(n, 0x9e3779b9)) >>> 0);
}

/** A value is kept if the upper 24 bits of its hash are at least this. */
export function dropoutThreshold(rate: number): number {
  return Math.floor(rate * 2 ** 24);
}

/** The key of a batch's masks, besides the place. */
export interface DropoutMask {
  /** of the training step, see `dropoutKey` */
  key: number;
  /** in [0, 1) */
  rate: number;
  batchSize: number;
}

/**
 * Multiplies the states (rows, U) that layer `layer` hands up at step `t` by their mask, from `from` into `to`.
 * Forward and backward use it alike. Rows are windows of the batch, counted from its first.
 */
export function applyDropout(
  { sequenceLength, hidden }: Pick<ModelShape, 'sequenceLength' | 'hidden'>,
  { key, rate, batchSize }: DropoutMask,
  layer: number,
  t: number,
  rows: number,
  from: Float64Array,
  to: Float64Array
): void {
  const threshold = dropoutThreshold(rate);
  const scale = 1 / (1 - rate);
  const first = (layer * sequenceLength + t) * batchSize * hidden;
  for (let i = 0; i < rows * hidden; i++) {
    const isKept = mix((first + i) ^ key) >>> 8 >= threshold;
    to[i] = isKept ? from[i] * scale : 0;
  }
}
