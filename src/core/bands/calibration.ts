import type { Forecast, Interval } from './forecast';
import { clamp, mean } from '../math/numbers';

/**
 * Split conformal prediction (Lei et al., 2018, algorithm 2), per lead time and for each side of its own: offsets are
 * order statistics of residuals the forecaster never saw. The point is never moved.
 */
export interface Offsets {
  /** rising */
  levels: number[];
  /** (levels)(H) distance from the point down to the lower edge, >= 0 */
  below: Float64Array[];
  /** (levels)(H) distance from the point up to the upper edge, >= 0 */
  above: Float64Array[];
  /** levels for which even pooled residuals were too few: their edge is the largest residual seen */
  tooFew: number[];
  /** lead time up to which widths are measured on enough stretches that do not overlap; beyond, they are extended */
  measuredTo: number;
}

/** Stretches of one lead time that a width is measured on. Overlapping ones tell the same story again. */
const STRETCHES = 20;
/** Stretches from which the growth of the error can still be told. */
const STRETCHES_FOR_GROWTH = 5;
/** Errors at a lead time over those at a quarter of it from which they grow; a random walk's are twice as large. */
const GROWTH = 1.25;

/** No value lies outside of these; infinite where there is no bound. */
export interface Bounds {
  lower: number;
  upper: number;
}

/**
 * Offsets per level and lead time. On each side the finite-sample rank ceil((n + 1)(1 - a)) with a = (1 - level) / 2.
 * Where n residuals are too few for that rank, those of neighbouring lead times are pooled, nearest first.
 *
 * No band gets narrower with the lead time. Beyond a twentieth of the calibration slice its stretches overlap so much that
 * a width measured there is mostly luck: where errors grow with the lead time, the width grows from there on as a
 * random walk's, with the square root of the lead time, or as measured if that is wider.
 *
 * @param residuals (H lists) actual - point per lead time; without any, all offsets are NaN
 * @param levels rising
 * @param rows steps that the calibration slice spans, where its origins are further apart than one
 */
export function calibrate(
  residuals: Float64Array[],
  levels: readonly number[],
  rows = residuals[0]?.length ?? 0
): Offsets {
  const horizon = residuals.length;
  const measuredTo = Math.min(horizon, Math.max(1, Math.floor(rows / STRETCHES)));
  const isGrowing = measuredTo < horizon && hasGrowth(residuals, rows);
  const sortedUp = residuals.map((list) => list.slice().sort());
  const sortedDown = sortedUp.map((list) => list.map((residual) => -residual).reverse());
  const side = (sorted: Float64Array[], tail: number) => {
    const needed = Math.ceil(1 / tail - 1 - 1e-9);
    let isShort = false;
    const offsets = new Float64Array(horizon);
    for (let h = 0; h < horizon; h++) {
      const pool = sorted[h].length >= needed ? sorted[h] : poolAround(sorted, h, needed);
      isShort ||= pool.length < needed;
      const extended = isGrowing && h >= measuredTo ? offsets[measuredTo - 1] * Math.sqrt((h + 1) / measuredTo) : 0;
      offsets[h] = Math.max(h > 0 ? offsets[h - 1] : 0, extended, conformalQuantile(pool, tail));
    }
    return { offsets, isShort };
  };
  const result: Offsets = { levels: [...levels], below: [], above: [], tooFew: [], measuredTo };
  levels.forEach((level, l) => {
    const above = side(sortedUp, (1 - level) / 2);
    const below = side(sortedDown, (1 - level) / 2);
    // Levels may pool over different lead times; a wider level must still contain the narrower one.
    result.above.push(l > 0 ? above.offsets.map((x, h) => Math.max(x, result.above[l - 1][h])) : above.offsets);
    result.below.push(l > 0 ? below.offsets.map((x, h) => Math.max(x, result.below[l - 1][h])) : below.offsets);
    if (above.isShort || below.isShort) {
      result.tooFew.push(level);
    }
  });
  return result;
}

/** Whether errors grow with the lead time; true where too little is known to tell. */
function hasGrowth(residuals: Float64Array[], rows: number): boolean {
  const late = Math.min(residuals.length, Math.max(4, Math.floor(rows / STRETCHES_FOR_GROWTH)));
  const sizeAt = (leadTime: number) => mean(residuals[leadTime - 1].map(Math.abs));
  return !(sizeAt(late) <= GROWTH * sizeAt(Math.ceil(late / 4)));
}

/** The ceil((n + 1)(1 - tail))-th smallest of n sorted values; the largest where n is too small; NaN where n is 0. */
function conformalQuantile(sorted: Float64Array, tail: number): number {
  const rank = Math.ceil((sorted.length + 1) * (1 - tail) - 1e-9);
  return sorted.length > 0 ? sorted[clamp(rank, 1, sorted.length) - 1] : NaN;
}

/** (H lists) sorted sizes of residuals, neighbouring lead times pooled where they are fewer than `needed`. */
export function poolSizes(residuals: Float64Array[], needed: number): Float64Array[] {
  const sizes = residuals.map((list) => list.map(Math.abs).sort());
  return sizes.map((list, h) => (list.length >= needed ? list : poolAround(sizes, h, needed)));
}

/** Sorted residuals of lead time `h` and its neighbours, nearest first, until `needed` are together. */
function poolAround(sorted: Float64Array[], h: number, needed: number): Float64Array {
  const pool: number[] = [...sorted[h]];
  for (let distance = 1; distance < sorted.length && pool.length < needed; distance++) {
    for (const neighbour of [h - distance, h + distance]) {
      if (neighbour >= 0 && neighbour < sorted.length) {
        pool.push(...sorted[neighbour]);
      }
    }
  }
  return Float64Array.from(pool).sort();
}

/**
 * Points and offsets as a forecast, clipped to the bounds.
 * @param leadTimes (n) 1-based lead time of each point
 */
export function toForecast(
  times: Float64Array,
  points: Float64Array,
  leadTimes: ArrayLike<number>,
  offsets: Offsets,
  bounds: Bounds
): Forecast {
  const clip = (value: number) => clamp(value, bounds.lower, bounds.upper);
  const intervals = offsets.levels.map((level, l): Interval => ({
    level,
    lower: points.map((point, i) => clip(point - offsets.below[l][leadTimes[i] - 1])),
    upper: points.map((point, i) => clip(point + offsets.above[l][leadTimes[i] - 1])),
  }));
  return { times, point: points.map(clip), intervals };
}
