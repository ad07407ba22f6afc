import { quantileOfSorted } from '../math';
import type { BandAt } from './bandAt';

/** Samples between two calibrations. */
const EVERY = 64;
/** Samples that a calibration looks back at: 2.8 days of minutes. */
export const LOOK_BACK = 4000;
/** Samples before the first one that is judged. */
export const FEWEST = 200;
/** Samples this many half-widths out belong to an incident and calibrate nothing, ... */
export const FAR = 3;
/** ... unless as many in a row are: then they are the new normal. */
const LONGEST = 1000;
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

/**
 * Calibrates the band at the samples' own resolution, where their noise is wider than that of the grid. The factor on
 * its widths is the quantile of the distances of the samples before (split conformal prediction over a trailing
 * stretch: Papadopoulos et al., Inductive confidence machines for regression, 2002). No score depends on a later
 * sample.
 * @param values (n), NaN in gaps
 * @param level nominal coverage of the band, in (0, 1)
 * @param floor least half-width, in the unit of the series
 */
export function fineScores(values: ArrayLike<number>, band: BandAt, level: number, floor: number): FineScores {
  const side = (own: Float64Array, other: Float64Array) =>
    own.map((width, i) => Math.max(width, LEAST_SIDE * other[i], floor));
  const [below, above] = [side(band.below, band.above), side(band.above, band.below)];
  const distances = band.point.map((point, i) => {
    const deviation = values[i] - point;
    return Math.abs(deviation) / (deviation > 0 ? above : below)[i];
  });
  const score = new Float64Array(distances.length).fill(NaN);
  let factor = NaN;
  let known: number[] = [];
  let farRun = 0;
  distances.forEach((distance, i) => {
    if (i % EVERY === 0 || (Number.isNaN(factor) && known.length >= FEWEST)) {
      known = known.slice(-LOOK_BACK);
      factor = known.length < FEWEST ? NaN : quantileOfSorted(Float64Array.from(known).sort(), level);
    }
    const scale = Number.isNaN(factor) ? 1 : Math.max(factor, Number.MIN_VALUE);
    score[i] = distance / (Number.isNaN(factor) ? NaN : scale);
    below[i] *= scale;
    above[i] *= scale;
    if (!Number.isNaN(distance)) {
      farRun = score[i] > FAR ? farRun + 1 : 0;
      if (farRun === 0 || farRun > LONGEST) {
        known.push(distance);
      }
    }
  });
  return { score, below, above };
}
