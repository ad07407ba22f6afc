import { clamp, deviation, mean } from '../math';
import { type Bounds, type Offsets, within } from './intervals';

/** The score of the i-th actual against the point expected of it, >= 0; 1 at the limit. */
export type Score = (actual: number, point: number, i: number) => number;

/** Scores are held within this: an infinite one says no more. */
export const MAX_SCORE = 1000;

/**
 * Distance from the point in half-widths of that side of the widest band, 1 at the edge as it is drawn: where a bound
 * clips the band, the clipped edge; no more than 1 where the edge of whole numbers holds the actual. NaN where no band
 * could be measured.
 * @param floor least half-width, in the unit of the series
 */
export function bandScore(offsets: Offsets, floor: number, bounds: Bounds): Score {
  const widest = offsets.levels.length - 1;
  const clip = (value: number) => clamp(value, bounds.lower, bounds.upper);
  return (actual, point, i) => {
    const center = clip(point);
    const isAbove = actual >= center;
    const half = Math.max((isAbove ? offsets.above : offsets.below)[widest][i], floor);
    const edge = Math.abs(clip(isAbove ? point + half : point - half) - center);
    const distance = Math.abs(actual - center);
    // Beyond a clipped edge the unclipped width stays the unit: the bound may leave no width at all.
    const score = distance > edge ? 1 + (distance - edge) / half : distance / Math.max(edge, floor);
    const drawn = within(isAbove ? point + half : point - half, bounds);
    return Math.min(score, (isAbove ? actual <= drawn : actual >= drawn) ? 1 : MAX_SCORE);
  };
}

/**
 * The guide's rule, |residual| > mean + k standard deviations of past absolute residuals, as a score that is 1 at its
 * limit. NaN where there are no residuals.
 * @param floor least limit, in the unit of the series
 */
export function sigmaScore(residuals: Float64Array, sigmas: number, floor: number): Score {
  const sizes = residuals.map(Math.abs);
  const limit = mean(sizes) + sigmas * deviation(sizes);
  return (actual, point) => Math.min(Math.abs(actual - point) / Math.max(limit, floor), MAX_SCORE);
}
