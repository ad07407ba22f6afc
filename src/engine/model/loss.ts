/**
 * The losses a network can be trained with. A loss decides what the head makes for one lead time (`valuesPerOutput`)
 * and is averaged over the known targets of a batch. For a target y, an unknown one (NaN) counting nothing:
 *
 * - squared: the head gives the point p. (p - y)^2.
 * - pinball (Koenker and Bassett, 1978): the head gives one value p_q for each quantile q.
 *   Mean over q of max(q (y - p_q), (q - 1) (y - p_q)). Where y = p_q its slope for p_q is taken as -q.
 * - gaussian (Nix and Weigend, 1994): the head gives the mean m and s, the logarithm of the deviation, clamped to
 *   [-MAX_LOG_DEVIATION, MAX_LOG_DEVIATION]. The negative log-likelihood but its constant: s + ((y - m) / e^s)^2 / 2.
 *   Outside the clamp the slope for s is 0.
 */
import { phrase } from '../../core/language';
import { ForecastFailure } from '../../core/options';

export type Loss =
  | { kind: 'squared' }
  /** @property quantiles rising, each in (0, 1) */
  | { kind: 'pinball'; quantiles: readonly number[] }
  | { kind: 'gaussian' };

export const SQUARED: Loss = { kind: 'squared' };

/** Keeps e^s far from the ends of single precision. */
export const MAX_LOG_DEVIATION = 8;

/** Most quantiles at once. */
export const MAX_QUANTILES = 16;

/** Values the head makes for one lead time. */
export function valuesPerOutput(loss: Loss): number {
  switch (loss.kind) {
    case 'squared':
      return 1;
    case 'pinball':
      return loss.quantiles.length;
    case 'gaussian':
      return 2;
  }
}

/** @throws ForecastFailure `invalid-option` for quantiles outside (0, 1) or not rising, `too-large` for too many */
export function checkLoss(loss: Loss): void {
  if (loss.kind !== 'pinball') {
    return;
  }
  const { quantiles } = loss;
  if (quantiles.length > MAX_QUANTILES) {
    throw new ForecastFailure({
      kind: 'too-large',
      what: phrase('quantiles'),
      size: quantiles.length,
      limit: MAX_QUANTILES,
    });
  }
  const isRising = quantiles.every((q, i) => q > 0 && q < 1 && (i === 0 || q > quantiles[i - 1]));
  if (quantiles.length === 0 || !isRising) {
    const value = quantiles.join(', ') || 'none';
    throw new ForecastFailure({
      kind: 'invalid-option',
      option: 'quantiles',
      why: phrase('not rising in (0, 1)'),
      value,
    });
  }
}

/**
 * Loss of one known target, not yet averaged.
 * @param head what the head made, (.., Q) from `at`; receives the loss's gradient for it
 */
export function lossAt(loss: Loss, target: number, head: Float64Array, at: number): number {
  switch (loss.kind) {
    case 'squared': {
      const error = head[at] - target;
      head[at] = 2 * error;
      return error * error;
    }
    case 'pinball':
      return pinballAt(loss.quantiles, target, head, at);
    case 'gaussian':
      return gaussianAt(target, head, at);
  }
}

function pinballAt(quantiles: readonly number[], target: number, head: Float64Array, at: number): number {
  let sum = 0;
  quantiles.forEach((quantile, q) => {
    const error = target - head[at + q];
    sum += Math.max(quantile * error, (quantile - 1) * error);
    head[at + q] = (error < 0 ? 1 - quantile : -quantile) / quantiles.length;
  });
  return sum / quantiles.length;
}

function gaussianAt(target: number, head: Float64Array, at: number): number {
  const mean = head[at];
  const raw = head[at + 1];
  const logDeviation = Math.min(Math.max(raw, -MAX_LOG_DEVIATION), MAX_LOG_DEVIATION);
  const scaled = (target - mean) / Math.exp(logDeviation);
  head[at] = -scaled / Math.exp(logDeviation);
  head[at + 1] = raw === logDeviation ? 1 - scaled * scaled : 0;
  return logDeviation + (scaled * scaled) / 2;
}

/** Some loss whose head has this many values for a lead time: for networks that only forecast, where any will do. */
export function lossForWidth(values: number): Loss {
  const quantiles = Array.from({ length: values }, (_, q) => (q + 1) / (values + 1));
  return values === 1 ? SQUARED : { kind: 'pinball', quantiles };
}
