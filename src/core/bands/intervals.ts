import type { Forecast, Interval } from './forecast';
import { clamp } from '../math';

/** Widths of bands, each side of its own. */
export interface Offsets {
  /** (levels), rising */
  levels: number[];
  /** (levels)(n) distance from each point down to the lower edge, >= 0, in the unit of the series */
  below: Float64Array[];
  /** (levels)(n) distance from each point up to the upper edge, >= 0, in the unit of the series */
  above: Float64Array[];
}

/** No value lies outside of these; infinite where there is no bound. */
export interface Bounds {
  lower: number;
  upper: number;
}

/**
 * Points and their offsets as a forecast, clipped to the bounds.
 * @param times (n) ms
 * @param points (n)
 */
export function toForecast(times: Float64Array, points: Float64Array, offsets: Offsets, bounds: Bounds): Forecast {
  const clip = (value: number) => clamp(value, bounds.lower, bounds.upper);
  const intervals = offsets.levels.map((level, l): Interval => ({
    level,
    lower: points.map((point, i) => clip(point - offsets.below[l][i])),
    upper: points.map((point, i) => clip(point + offsets.above[l][i])),
  }));
  return { times, point: points.map(clip), intervals };
}
