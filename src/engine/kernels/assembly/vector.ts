/**
 * Four floats at a time. Built twice: `RELAXED` is a constant the compiler is given for engines that have relaxed
 * SIMD, where a multiplication and an addition are one instruction with one rounding.
 */

/** Floats in a vector, and the bytes of a float and of a vector. */
export const LANES: i32 = 4;
export const FLOAT: usize = 4;
export const VECTOR: usize = 16;

@inline
export function splat(x: f32): v128 {
  return f32x4.splat(x);
}

/** a * b + c */
@inline
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (isDefined(RELAXED)) {
    return f32x4.relaxed_madd(a, b, c);
  }
  return f32x4.add(f32x4.mul(a, b), c);
}

/** The smallest multiple of `unit`, a power of two, that is at least n. */
@inline
export function roundUp(n: i32, unit: i32): i32 {
  return (n + unit - 1) & -unit;
}

/** Bytes of n floats, or of n 32-bit integers. */
@inline
export function floats(n: i32): usize {
  return (<usize>n) << 2;
}
