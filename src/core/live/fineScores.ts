import type { BandAt } from './bandAt';
import { createTrailing } from './trailing';
import { usualDistance } from './usualDistance';

/** Steps between two calibrations, at times that are the same for every stretch of samples. */
const EVERY = 64;
/** Steps before the first sample in view that its score may depend on: 2.8 days of minutes. */
export const LOOK_BACK = 4000;
/** Steps that a calibration looks back at. */
const WINDOW = LOOK_BACK - EVERY;
/** Samples before the first one that is judged. */
export const FEWEST = 200;
/** A side that a bound has clipped to nothing has at least this share of the other's width. */
const LEAST_SIDE = 0.25;

/** Samples against the band at their own resolution, n each. */
export interface FineScores {
  /** distance from the point in half-widths of the fine band on that side, >= 0; NaN where it cannot be judged */
  score: Float64Array;
  /** half-widths of the fine band; those of the coarse one until there are samples enough to calibrate */
  below: Float64Array;
  above: Float64Array;
}

/** Samples on the way to their scores. */
interface FineInput {
  /** (n) ms, rising */
  times: ArrayLike<number>;
  /** (n), NaN in gaps */
  values: ArrayLike<number>;
  /** seconds between samples */
  step: number;
}

/**
 * Calibrates the band at the samples' own resolution, where their noise is wider than that of the grid. The factor on
 * its widths is the quantile of the distances of the samples before (split conformal prediction over a trailing
 * stretch: Papadopoulos et al., Inductive confidence machines for regression, 2002). No score depends on a later
 * sample, nor on one more than `LOOK_BACK` steps before: a sample that comes or goes at an end changes no other.
 * @param level nominal coverage of the band, in (0, 1)
 * @param floor least half-width, in the unit of the series
 */
export function fineScores({ times, values, step }: FineInput, band: BandAt, level: number, floor: number): FineScores {
  const side = (own: Float64Array, other: Float64Array) =>
    own.map((width, i) => Math.max(width, LEAST_SIDE * other[i], floor));
  const [below, above] = [side(band.below, band.above), side(band.above, band.below)];
  const distances = band.point.map((point, i) => {
    const deviation = values[i] - point;
    return Math.abs(deviation) / (deviation > 0 ? above : below)[i];
  });
  const block = 1000 * EVERY * step;
  const score = new Float64Array(distances.length).fill(NaN);
  const before = createTrailing(distances);
  let factor = NaN;
  let first = 0;
  let known = 0;
  distances.forEach((distance, i) => {
    const start = block * Math.floor(times[i] / block);
    const isAligned = i > 0 && times[i - 1] < start;
    if (isAligned || (Number.isNaN(factor) && known === FEWEST)) {
      while (times[first] < start - 1000 * WINDOW * step) {
        first++;
      }
      before.slide(first, i);
      factor = before.known.length < FEWEST ? NaN : usualDistance(before.known, level, before.sorted);
    }
    known += Number.isNaN(distance) ? 0 : 1;
    if (!Number.isNaN(factor)) {
      const half = values[i] > band.point[i] ? above[i] : below[i];
      score[i] = (distance * half) / Math.max(half * factor, floor);
      below[i] = Math.max(below[i] * factor, floor);
      above[i] = Math.max(above[i] * factor, floor);
    }
  });
  return { score, below, above };
}
