import { VECTOR, floats, multiplyAdd, splat } from './vector';

/** Beyond this tanh is 1 to single precision. */
const EDGE: f32 = 9;

/**
 * tanh of four floats: x P(x^2) / Q(x^2), P and Q of degree 4, clamped at 9. The coefficients are our own minimax
 * fit of the relative error on [0, 9] (`tests/tools/fit_tanh.py`), 2.1e-8 before rounding; evaluated in single
 * precision the absolute error stays under 3.5e-7 (`wasmKernels.test.ts`).
 */
@inline
export function tanh(value: v128): v128 {
  const x = f32x4.pmax(f32x4.pmin(value, splat(EDGE)), splat(-EDGE));
  const q = f32x4.mul(x, x);
  let p = multiplyAdd(splat(1.3354589442e-8), q, splat(2.06090517238e-5));
  p = multiplyAdd(p, q, splat(3.49558749503e-3));
  p = multiplyAdd(p, q, splat(0.13381025688));
  p = multiplyAdd(p, q, splat(0.999999979671));
  let d = multiplyAdd(splat(7.7765347313e-7), q, splat(3.28563284437e-4));
  d = multiplyAdd(d, q, splat(2.58769814452e-2));
  d = multiplyAdd(d, q, splat(0.467143413558));
  d = multiplyAdd(d, q, splat(1));
  return f32x4.div(f32x4.mul(p, x), d);
}

/** 1 / (1 + exp(-x)) = (1 + tanh(x / 2)) / 2: one function to get right. Absolute error under 2e-7. */
@inline
export function sigmoid(x: v128): v128 {
  return multiplyAdd(tanh(f32x4.mul(x, splat(0.5))), splat(0.5), splat(0.5));
}

/** tanh of `count` floats, a multiple of 4, in place. For the test of the approximation. */
export function tanhInPlace(address: usize, count: i32): void {
  for (const end = address + floats(count); address < end; address += VECTOR) {
    v128.store(address, tanh(v128.load(address)));
  }
}

/** The same for the sigmoid. */
export function sigmoidInPlace(address: usize, count: i32): void {
  for (const end = address + floats(count); address < end; address += VECTOR) {
    v128.store(address, sigmoid(v128.load(address)));
  }
}
