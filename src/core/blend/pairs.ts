import { mae, mase } from '../math';
import type { Slice } from '../series';

/** Past forecasts of one forecaster. */
export interface PastForecasts {
  /** (W) rows of the series that they start from, rising */
  origins: Int32Array;
  /** H, steps */
  horizon: number;
  /** (W * H) row-major points, in the unit of the series */
  points: Float64Array;
}

/**
 * Calls `visit` for each pair of a known actual and point whose origin and time both lie in the slice.
 * @param values (N) of the series
 */
export function forEachPair(
  { origins, horizon, points }: PastForecasts,
  values: Float64Array,
  slice: Slice,
  visit: (actual: number, point: number, leadTime: number, at: number) => void
): void {
  origins.forEach((origin, w) => {
    if (origin >= slice.from) {
      for (let h = 1; h <= horizon && origin + h < slice.to; h++) {
        const at = w * horizon + h - 1;
        if (!Number.isNaN(values[origin + h]) && !Number.isNaN(points[at])) {
          visit(values[origin + h], points[at], h, at);
        }
      }
    }
  });
}

/** Errors of all pairs inside a slice, all lead times pooled. @param scale unit of MASE */
export function measureAccuracy(
  past: PastForecasts,
  values: Float64Array,
  slice: Slice,
  scale: number
): { mae: number; mase: number } {
  const actuals: number[] = [];
  const points: number[] = [];
  forEachPair(past, values, slice, (actual, point) => {
    actuals.push(actual);
    points.push(point);
  });
  return { mae: mae(actuals, points), mase: mase(actuals, points, scale) };
}
