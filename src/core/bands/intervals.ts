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
  /** the series is a count: between two whole numbers there is nothing */
  isWhole?: boolean;
}

/** The nearest value that a series of these bounds can have. It keeps the order: points stay inside of their bands. */
export function within(value: number, { lower, upper, isWhole }: Bounds): number {
  // + 0: a small negative number rounds to -0.
  return clamp(isWhole ? Math.round(value) + 0 : value, lower, upper);
}

/**
 * Points and their offsets as a forecast of values that the series can have.
 * @param times (n) ms
 * @param points (n)
 */
export function toForecast(times: Float64Array, points: Float64Array, offsets: Offsets, bounds: Bounds): Forecast {
  const clip = (value: number) => within(value, bounds);
  const intervals = offsets.levels.map((level, l): Interval => ({
    level,
    lower: points.map((point, i) => clip(point - offsets.below[l][i])),
    upper: points.map((point, i) => clip(point + offsets.above[l][i])),
  }));
  return { times, point: points.map(clip), intervals };
}
