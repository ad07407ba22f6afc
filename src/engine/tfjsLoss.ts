/** The losses of `loss.ts` in TensorFlow.js operations. Expects to run inside `tidy`. */
import {
  clipByValue,
  concat,
  equal,
  exp,
  less,
  mul,
  neg,
  reshape,
  split,
  square,
  sub,
  sum,
  tensor1d,
  tensor2d,
  add,
  where,
  zerosLike,
  type Scalar,
  type Tensor,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import type { BatchTargets } from './dataset';
import { MAX_LOG_DEVIATION, type Loss } from './loss';

/**
 * Summed loss of the predictions y (B, H Q) over the known targets, and its gradient for y, 0 where unknown. No NaN
 * goes to the device: a GPU may take it for a number.
 */
export function lossAndSlope(loss: Loss, y: Tensor2D, targets: BatchTargets): { sum: Scalar; slope: Tensor2D } {
  const count = targets.values.length;
  const target = tensor2d(targets.values, [count, 1]);
  const mask = tensor2d(targets.mask, [count, 1]);
  const head = reshape(y, [count, -1]) as Tensor2D;
  const { losses, slope } = lossesOf(loss, head, target);
  return { sum: sum(mul(losses, mask)), slope: reshape(mul(slope, mask), y.shape) };
}

/** Loss (B H, ..) of each target (B H, 1), and its slope for the head (B H, Q). */
function lossesOf(loss: Loss, head: Tensor2D, target: Tensor2D): { losses: Tensor; slope: Tensor } {
  switch (loss.kind) {
    case 'squared': {
      const error = sub(head, target);
      return { losses: square(error), slope: mul(error, 2) };
    }
    case 'pinball':
      return pinball(loss.quantiles, head, target);
    case 'gaussian':
      return gaussian(head, target);
  }
}

function pinball(quantiles: readonly number[], head: Tensor2D, target: Tensor2D) {
  const error = sub(target, head);
  const level = add(zerosLike(head), tensor1d([...quantiles]));
  const slope = mul(where(less(error, 0), sub(1, level), neg(level)), 1 / quantiles.length);
  return { losses: neg(mul(slope, error)), slope };
}

function gaussian(head: Tensor2D, target: Tensor2D) {
  const [mean, raw] = split(head, 2, 1);
  const logDeviation = clipByValue(raw, -MAX_LOG_DEVIATION, MAX_LOG_DEVIATION);
  const precision = exp(neg(logDeviation));
  const scaled = mul(sub(target, mean), precision);
  const half = mul(square(scaled), 0.5);
  const slopeOfDeviation = where(equal(raw, logDeviation), sub(1, square(scaled)), zerosLike(raw));
  return { losses: add(logDeviation, half), slope: concat([neg(mul(scaled, precision)), slopeOfDeviation], 1) };
}
