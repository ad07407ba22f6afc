import { FLOAT, VECTOR, multiplyAdd, splat } from './vector';

/** Beyond this tanh is 1 to single precision. */
const EDGE: f32 = 9;

/**
 * tanh of four floats: x P(x^2) / Q(x^2), P and Q of degree 4, clamped at 9. The coefficients are our own minimax
 * fit of the relative error on [0, 9] (iteratively reweighted least squares in 40 digits), 2.1e-8 before rounding;
 * evaluated in single precision the absolute error stays under 3.5e-7 (see `wasmKernels.test.ts`).
 */
// @ts-ignore: decorators on functions are AssemblyScript
@inline
export function tanh(value: v128): v128 {
  const x = f32x4.pmax(f32x4.pmin(value, splat(EDGE)), splat(-EDGE));
  const q = f32x4.mul(x, x);
  let p = multiplyAdd(splat(1.33550865479e-8), q, splat(2.06094238001e-5));
  p = multiplyAdd(p, q, splat(3.4956104734e-3));
  p = multiplyAdd(p, q, splat(0.133810450256));
  p = multiplyAdd(p, q, splat(0.999999979604));
  let d = multiplyAdd(splat(7.77674238859e-7), q, splat(3.2856702217e-4));
  d = multiplyAdd(d, q, splat(2.58770689493e-2));
  d = multiplyAdd(d, q, splat(0.467143606587));
  d = multiplyAdd(d, q, splat(1));
  return f32x4.div(f32x4.mul(p, x), d);
}

/** 1 / (1 + exp(-x)) = (1 + tanh(x / 2)) / 2: one function to get right. Absolute error under 2e-7. */
// @ts-ignore: decorators on functions are AssemblyScript
@inline
export function sigmoid(x: v128): v128 {
  return multiplyAdd(tanh(f32x4.mul(x, splat(0.5))), splat(0.5), splat(0.5));
}

/** tanh of `count` floats, a multiple of 4, in place. For the test of the approximation. */
export function tanhInPlace(address: usize, count: i32): void {
  for (const end = address + (<usize>count) * FLOAT; address < end; address += VECTOR) {
    v128.store(address, tanh(v128.load(address)));
  }
}

/** The same for the sigmoid. */
export function sigmoidInPlace(address: usize, count: i32): void {
  for (const end = address + (<usize>count) * FLOAT; address < end; address += VECTOR) {
    v128.store(address, sigmoid(v128.load(address)));
  }
}
