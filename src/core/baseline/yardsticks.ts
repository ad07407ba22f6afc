import { createBaselines, type Baseline } from './baseline';
import { measureAccuracy, type Hindcast } from './hindcast';
import { naiveMae } from '../math/metrics';
import type { Accuracy } from '../fitted/result';
import type { Slices } from '../series/split';

/** What a baseline would have forecast from each of these origins. */
export function hindcastBaseline(
  baseline: Baseline,
  values: Float64Array,
  origins: Int32Array,
  horizon: number
): Hindcast {
  const points = new Float64Array(origins.length * horizon);
  origins.forEach((origin, w) => points.set(baseline.forecast(values, origin, horizon), w * horizon));
  return { origins, horizon, points };
}

export interface Yardstick {
  baseline: Baseline;
  hindcast: Hindcast;
  /** MAE on the validation slice; NaN where it could not be measured */
  validationError: number;
}

/** All baselines on these origins, the best on the validation slice first. */
export function rankBaselines(
  values: Float64Array,
  slices: Slices,
  origins: Int32Array,
  horizon: number,
  season: number | undefined,
  window: number
): Yardstick[] {
  const error = (x: number) => (Number.isNaN(x) ? Infinity : x);
  return createBaselines(season, window)
    .map((baseline) => {
      const hindcast = hindcastBaseline(baseline, values, origins, horizon);
      return { baseline, hindcast, validationError: measureAccuracy(hindcast, values, slices.validation, NaN).mae };
    })
    .sort((a, b) => error(a.validationError) - error(b.validationError));
}

/** Accuracy on the live slice, MASE against the seasonal naive forecast (one step without a season) in training. */
export function accuracyOf(
  source: Accuracy['source'],
  hindcast: Hindcast,
  values: Float64Array,
  slices: Slices,
  season: number | undefined
): Accuracy {
  const scale = naiveMae(values, season ?? 1, slices.train.from, slices.train.to);
  return { source, ...measureAccuracy(hindcast, values, slices.live, scale) };
}
