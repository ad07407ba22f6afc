/**
 * Dropout between layers, by the place of a value and not by a stream: masks are those of `src/engine/dropout.ts`,
 * made anew on the way back instead of kept. No memory; where nothing is dropped, no pass.
 */
import { hidden, sequenceLength } from './plan';
import { LANES, VECTOR, floats, splat } from './vector';

export let isDropping: bool = false;
let key: i32 = 0;
let threshold: i32 = 0;
let scale: f32 = 1;
let batchSize: i32 = 0;

/** Drops values from now on, with the mask of one training step. */
export function startDropout(key_: i32, threshold_: i32, scale_: f32, batchSize_: i32): void {
  isDropping = true;
  key = key_;
  threshold = threshold_;
  scale = scale_;
  batchSize = batchSize_;
}

export function stopDropout(): void {
  isDropping = false;
}

/**
 * values (rows, U) of layer `layer` at step t, times their mask, in place; `first` is the batch's window of row 0,
 * `stride` in bytes. One pass, a hash of two products for each value.
 */
export function dropOut(layer: i32, t: i32, first: i32, rows: i32, values: usize, stride: usize): void {
  const bytes = floats(hidden);
  let place = ((layer * sequenceLength + t) * batchSize + first) * hidden;
  for (let row = 0; row < rows; row++) {
    let places = i32x4.add(i32x4.splat(place), i32x4(0, 1, 2, 3));
    for (let offset: usize = 0; offset < bytes; offset += VECTOR) {
      const hash = mix(v128.xor(places, i32x4.splat(key)));
      const isKept = i32x4.ge_s(i32x4.shr_u(hash, 8), i32x4.splat(threshold));
      const scaled = f32x4.mul(v128.load(values + offset), splat(scale));
      v128.store(values + offset, v128.and(scaled, isKept));
      places = i32x4.add(places, i32x4.splat(LANES));
    }
    place += hidden;
    values += stride;
  }
}

/** The finaliser of MurmurHash3, four words at a time. */
@inline
function mix(bits: v128): v128 {
  let h = v128.xor(bits, i32x4.shr_u(bits, 16));
  h = i32x4.mul(h, i32x4.splat(0x85ebca6b));
  h = v128.xor(h, i32x4.shr_u(h, 13));
  h = i32x4.mul(h, i32x4.splat(0xc2b2ae35));
  return v128.xor(h, i32x4.shr_u(h, 16));
}
