import { gradientOf, parameterBytes, parameters } from './plan';
import { VECTOR, multiplyAdd, splat } from './vector';

/**
 * One step of Adam after clipping the gradient to a global norm of `clipNorm`, in the form of `adam.ts`; `rate` is
 * its a_t, and `shrink` the share of itself that every weight loses to decay. Two passes over the P parameters: the norm, then the step. Padding has gradient 0 and does not move.
 */
export function adamStep(rate: f32, shrink: f32, clipNorm: f64, beta1: f64, beta2: f64, epsilon: f32): void {
  const norm = gradientNorm();
  const clip = splat(<f32>(norm > clipNorm ? clipNorm / norm : 1));
  // Subtracted in double: 1 - 0.999 in single is off by 1e-5.
  const share1 = splat(<f32>(1 - beta1));
  const share2 = splat(<f32>(1 - beta2));
  const end = parameters + parameterBytes;
  for (let weight = parameters; weight < end; weight += VECTOR) {
    const first = gradientOf(weight) + parameterBytes;
    const second = first + parameterBytes;
    const g = f32x4.mul(clip, v128.load(gradientOf(weight)));
    let m = v128.load(first);
    m = multiplyAdd(share1, f32x4.sub(g, m), m);
    let v = v128.load(second);
    v = multiplyAdd(share2, f32x4.sub(f32x4.mul(g, g), v), v);
    v128.store(first, m);
    v128.store(second, v);
    const step = f32x4.div(f32x4.mul(splat(rate), m), f32x4.add(f32x4.sqrt(v), splat(epsilon)));
    const w = v128.load(weight);
    v128.store(weight, f32x4.sub(w, multiplyAdd(splat(shrink), w, step)));
  }
}

/** In double precision: the squares of an exploding gradient overflow single. */
function gradientNorm(): f64 {
  let low = f64x2.splat(0);
  let high = low;
  const end = gradientOf(parameters + parameterBytes);
  for (let address = gradientOf(parameters); address < end; address += VECTOR) {
    const g = v128.load(address);
    const left = f64x2.promote_low_f32x4(g);
    const right = f64x2.promote_low_f32x4(v128.shuffle<i64>(g, g, 1, 1));
    low = f64x2.add(low, f64x2.mul(left, left));
    high = f64x2.add(high, f64x2.mul(right, right));
  }
  const sum = f64x2.add(low, high);
  return sqrt(f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1));
}
