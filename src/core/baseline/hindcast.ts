import { mae, mase } from '../math/metrics';
import { median } from '../math/numbers';
import type { Bounds, Offsets } from '../bands/calibration';
import type { Coverage } from '../fitted/result';
import type { Slice } from '../series/split';

/** Forecasts from past origins: what would have been drawn then. */
export interface Hindcast {
  /** (W) rows of the series, rising */
  origins: Int32Array;
  horizon: number;
  /** (W, H) row-major points, in the unit of the series */
  points: Float64Array;
}

/** Residuals beyond this many robust deviations belong to an incident and not to the noise. */
const INCIDENT = 6;
/** If more than this share is left out, it is the nature of the series and no incident. */
const MAX_INCIDENT_SHARE = 0.02;

/** Calls `visit` for each pair of actual and point whose origin and time both lie in the slice. */
export function forEachPair(
  hindcast: Hindcast,
  values: Float64Array,
  slice: Slice,
  visit: (actual: number, point: number, leadTime: number, origin: number) => void
): void {
  const { origins, horizon, points } = hindcast;
  origins.forEach((origin, w) => {
    if (origin >= slice.from) {
      for (let h = 1; h <= horizon && origin + h < slice.to; h++) {
        const actual = values[origin + h];
        const point = points[w * horizon + h - 1];
        if (!Number.isNaN(actual) && !Number.isNaN(point)) {
          visit(actual, point, h, origin);
        }
      }
    }
  });
}

/**
 * (H lists) residuals per lead time inside a slice, incidents left out: a band must not learn to expect them. What is
 * left out makes the band narrower than its level says, so it is little: runs of two residuals at least, of which all
 * are further from the median than six robust deviations, and only if they are no more than 2 % of all together.
 */
export function residualsByLeadTime(hindcast: Hindcast, values: Float64Array, slice: Slice): Float64Array[] {
  const lists = Array.from({ length: hindcast.horizon }, (): number[] => []);
  forEachPair(hindcast, values, slice, (actual, point, leadTime) => lists[leadTime - 1].push(actual - point));
  return lists.map((list) => withoutIncidents(Float64Array.from(list)));
}

function withoutIncidents(residuals: Float64Array): Float64Array {
  const center = median(residuals);
  const limit = INCIDENT * 1.4826 * median(residuals.map((residual) => Math.abs(residual - center)));
  const isFar = (i: number) => Math.abs(residuals[i] - center) > limit;
  const kept = residuals.filter((_, i) => !isFar(i) || !(isFar(i - 1) || isFar(i + 1)));
  return limit > 0 && kept.length >= (1 - MAX_INCIDENT_SHARE) * residuals.length ? kept : residuals;
}

/** Errors of all pairs inside a slice, all lead times pooled. */
export function measureAccuracy(
  hindcast: Hindcast,
  values: Float64Array,
  slice: Slice,
  scale: number
): { mae: number; mase: number } {
  const actuals: number[] = [];
  const points: number[] = [];
  forEachPair(hindcast, values, slice, (actual, point) => {
    actuals.push(actual);
    points.push(point);
  });
  return { mae: mae(actuals, points), mase: mase(actuals, points, scale) };
}

/**
 * Coverage of the calibrated intervals over all pairs inside a slice, all lead times pooled; and of the last third of
 * the lead times, where a forecast is hardest.
 */
export function measureCoverages(
  hindcast: Hindcast,
  values: Float64Array,
  slice: Slice,
  offsets: Offsets,
  bounds: Bounds
): Coverage[] {
  const lateFrom = hindcast.horizon - Math.floor(hindcast.horizon / 3);
  return offsets.levels.map((level, l) => {
    const all = { inside: 0, count: 0 };
    const late = { inside: 0, count: 0 };
    forEachPair(hindcast, values, slice, (actual, point, leadTime) => {
      const lower = Math.max(point - offsets.below[l][leadTime - 1], bounds.lower);
      const upper = Math.min(point + offsets.above[l][leadTime - 1], bounds.upper);
      if (Number.isNaN(lower) || Number.isNaN(upper)) {
        return;
      }
      for (const tally of leadTime > lateFrom ? [all, late] : [all]) {
        tally.count++;
        tally.inside += actual >= lower && actual <= upper ? 1 : 0;
      }
    });
    return { level, measured: all.inside / all.count, count: all.count, late: late.inside / late.count };
  });
}
