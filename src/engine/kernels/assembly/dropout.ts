/** Dropout as in `dropout.ts`: a mask that is a function of its place. */
import { batchSize, hidden, hiddenWidth, sequenceLength } from './plan';
import { LANES, VECTOR, floats, splat } from './vector';

let key: i32 = 0;
let threshold: i32 = 0;
let scale: f32 = 1;

/** Whether the batch drops anything. */
export let isDropping: bool = false;

/** The mask of the steps to come. @param least hashes under this are dropped; 0: none is */
export function setDropout(key_: i32, least: i32, scale_: f32): void {
  key = key_;
  threshold = least;
  scale = scale_;
  isDropping = least > 0;
}

/**
 * Multiplies what layer `layer` hands up after step t, or its gradient, by the mask: `rows` rows of U' values that are
 * windows of the batch from its window `first`. Four places at a time; one pass, no memory.
 */
export function drop(layer: i32, t: i32, first: i32, rows: i32, values: usize, stride: usize): void {
  const threshold4 = i32x4.splat(threshold);
  const key4 = i32x4.splat(key);
  for (let row = 0; row < rows; row++) {
    let index = i32x4.splat(((layer * sequenceLength + t) * batchSize + first + row) * hidden);
    index = i32x4.add(index, i32x4(0, 1, 2, 3));
    for (let unit: usize = 0; unit < floats(hiddenWidth); unit += VECTOR) {
      const hash = i32x4.shr_u(mix(v128.xor(index, key4)), 8);
      const kept = v128.and(i32x4.ge_s(hash, threshold4), f32x4.mul(v128.load(values + unit), splat(scale)));
      v128.store(values + unit, kept);
      index = i32x4.add(index, i32x4.splat(LANES));
    }
    values += stride;
  }
}

/** The finaliser of MurmurHash3 on four words. */
@inline
function mix(bits: v128): v128 {
  let h = v128.xor(bits, i32x4.shr_u(bits, 16));
  h = i32x4.mul(h, i32x4.splat(0x85ebca6b));
  h = v128.xor(h, i32x4.shr_u(h, 13));
  h = i32x4.mul(h, i32x4.splat(0xc2b2ae35));
  return v128.xor(h, i32x4.shr_u(h, 16));
}
