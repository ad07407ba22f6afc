/**
 * The losses of `loss.ts` in TensorFlow.js operations, for a batch at once. No NaN goes to the device, which may take
 * it for a number: an unknown target is 0 with a mask of 0. Functions expect to run inside `tidy`.
 */
import {
  add,
  cast,
  clipByValue,
  div,
  equal,
  exp,
  less,
  maximum,
  mul,
  neg,
  reshape,
  split,
  square,
  stack,
  sub,
  sum,
  tensor1d,
  tensor3d,
  type Scalar,
  type Tensor,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import { type BatchTargets, type Loss, MAX_LOG_DEVIATION } from '../model';

// A type and not an interface, so that `tidy` accepts it as a container of tensors.
export type BatchLoss = {
  /** over the known targets */
  sum: Scalar;
  /** of their mean, for the predictions (B, H Q) */
  gradient: Tensor2D;
};

/** Loss of predictions y (B, H Q), and its gradient. */
export function lossAndSlope(loss: Loss, y: Tensor2D, { values, mask, known }: BatchTargets): BatchLoss {
  const [rows, width] = y.shape;
  const outputs = values.length / rows;
  const head = reshape(y, [rows, outputs, width / outputs]);
  const target = tensor3d(values, [rows, outputs, 1]);
  const isKnown = tensor3d(mask, [rows, outputs, 1]);
  const { each, slope } = measureEach(loss, head, target, isKnown);
  return { sum: sum(each), gradient: reshape(div(slope, known), y.shape) };
}

interface Each {
  /** 0 for an unknown target, as the slope is */
  each: Tensor;
  /** (B, H, Q) */
  slope: Tensor;
}

/** @param head (B, H, Q); target and isKnown (B, H, 1) */
function measureEach(loss: Loss, head: Tensor, target: Tensor, isKnown: Tensor): Each {
  switch (loss.kind) {
    case 'squared': {
      const error = mul(sub(head, target), isKnown);
      return { each: square(error), slope: mul(error, 2) };
    }
    case 'pinball':
      return pinball(loss.quantiles, head, target, isKnown);
    case 'gaussian':
      return gaussian(head, target, isKnown);
  }
}

function pinball(quantiles: readonly number[], head: Tensor, target: Tensor, isKnown: Tensor): Each {
  const levels = tensor1d([...quantiles]);
  const error = mul(sub(target, head), isKnown);
  const isAbove = cast(less(error, 0), 'float32');
  return {
    each: div(maximum(mul(levels, error), mul(sub(levels, 1), error)), quantiles.length),
    slope: mul(sub(isAbove, levels), div(isKnown, quantiles.length)),
  };
}

function gaussian(head: Tensor, target: Tensor, isKnown: Tensor): Each {
  const [mean, raw] = split(head, 2, 2);
  const logDeviation = clipByValue(raw, -MAX_LOG_DEVIATION, MAX_LOG_DEVIATION);
  const precision = exp(neg(logDeviation));
  const scaled = mul(mul(sub(target, mean), isKnown), precision);
  const isInside = mul(cast(equal(raw, logDeviation), 'float32'), isKnown);
  const slopes = [neg(mul(scaled, precision)), mul(sub(1, square(scaled)), isInside)];
  return {
    each: add(mul(logDeviation, isKnown), div(square(scaled), 2)),
    slope: stack(
      slopes.map((slope) => reshape(slope, slope.shape.slice(0, 2))),
      2
    ),
  };
}
