import { type Bounds, type Offsets, within } from '../bands';
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

/** Errors of the pairs of a known actual and a known point. */
export interface Errors {
  /** mean absolute one, in the unit of the series; NaN without pairs */
  mae: number;
  count: number;
}

/**
 * Errors of all pairs whose origin and time both lie in the slice.
 * @param values (N) of the series
 * @param leads those that count, from 0; all if absent
 */
export function measureErrors(
  { origins, horizon, points }: PastForecasts,
  values: Float64Array,
  slice: Slice,
  leads: Slice = { from: 0, to: horizon }
): Errors {
  let [sum, count] = [0, 0];
  for (let w = 0; w < origins.length; w++) {
    const next = origins[w] + 1;
    const to = origins[w] >= slice.from ? Math.min(leads.to, slice.to - next) : 0;
    for (let h = leads.from; h < to; h++) {
      const error = Math.abs(values[next + h] - points[w * horizon + h]);
      if (!Number.isNaN(error)) {
        sum += error;
        count++;
      }
    }
  }
  return { mae: sum / count, count };
}

/**
 * Share of the actuals inside an interval as it is drawn, over the same pairs where the interval is known.
 * @param l index of the interval among the levels of `offsets`, (levels)(W * H)
 */
export function measureInside(
  { origins, horizon, points, offsets }: PastForecasts & { offsets: Offsets },
  values: Float64Array,
  bounds: Bounds,
  l: number,
  slice: Slice,
  leads: Slice = { from: 0, to: horizon }
): { share: number; count: number } {
  const [below, above] = [offsets.below[l], offsets.above[l]];
  let [inside, count] = [0, 0];
  for (let w = 0; w < origins.length; w++) {
    const next = origins[w] + 1;
    const to = origins[w] >= slice.from ? Math.min(leads.to, slice.to - next) : 0;
    for (let h = leads.from; h < to; h++) {
      const at = w * horizon + h;
      const actual = values[next + h];
      const lower = within(points[at] - below[at], bounds);
      const upper = within(points[at] + above[at], bounds);
      if (!Number.isNaN(actual + lower + upper)) {
        count++;
        inside += actual >= lower && actual <= upper ? 1 : 0;
      }
    }
  }
  return { share: inside / count, count };
}
