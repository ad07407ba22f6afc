/**
 * The losses of `src/engine/loss.ts` for one known target. Each takes the address of what the head made for it, (Q)
 * floats, puts there `scale` times the gradient, and returns the loss, not averaged, in double precision.
 */
import { valuesPerOutput } from './plan';
import { FLOAT, floats } from './vector';

const MOST_QUANTILES = 16;
/** (Q) doubles, by the caller. */
const quantiles: usize = memory.data(MOST_QUANTILES * 8, 16);
/** Outside this the logarithm of the deviation is clamped. */
const MAX_LOG_DEVIATION: f32 = 8;

export function quantilesAddress(): usize {
  return quantiles;
}

@inline
export function squaredLoss(target: f32, head: usize, scale: f32): f64 {
  const error = load<f32>(head) - target;
  store<f32>(head, 2 * scale * error);
  return <f64>error * <f64>error;
}

export function pinballLoss(target: f32, head: usize, scale: f32): f64 {
  const share: f64 = 1 / <f64>valuesPerOutput;
  let sum: f64 = 0;
  for (let q = 0; q < valuesPerOutput; q++) {
    const quantile = load<f64>(quantiles + (<usize>q << 3));
    const value = head + floats(q);
    const error = <f64>target - <f64>load<f32>(value);
    const slope = error < 0 ? quantile - 1 : quantile;
    sum += slope * error;
    store<f32>(value, <f32>(-slope * share * <f64>scale));
  }
  return sum * share;
}

export function gaussianLoss(target: f32, head: usize, scale: f32): f64 {
  const raw = load<f32>(head, FLOAT);
  // In this order NaN stays, so that a training that explodes is seen.
  const logDeviation = raw > MAX_LOG_DEVIATION ? MAX_LOG_DEVIATION : raw < -MAX_LOG_DEVIATION ? -MAX_LOG_DEVIATION : raw;
  const precision = Mathf.exp(-logDeviation);
  const scaled = (target - load<f32>(head)) * precision;
  store<f32>(head, -scaled * precision * scale);
  store<f32>(head, raw == logDeviation ? (1 - scaled * scaled) * scale : 0, FLOAT);
  return <f64>logDeviation + (<f64>scaled * <f64>scaled) / 2;
}
