import { LOOK_BACK } from './fineScores';

/** Steps before the newest sample that are held at least: six hours of minutes, and what they look back at. */
const REACH = LOOK_BACK + 360;
/** Steps before the first sample in view at least. */
const BEFORE = LOOK_BACK / 2;
/**
 * Samples begin at multiples of so many steps: what the detector learns first stays the same from one refresh to the next,
 * and from one visit to the next, for eight hours of minutes.
 */
const ALIGNED = 500;

/**
 * Time of the first sample (ms) by which those up to `newest` are judged. It is the same for all views of up to 2,000 steps that
 * end there, so that a zoom changes nothing of what is said, and for the service as for the panel.
 * @param first of the samples in view, ms
 */
export function beginOf(newest: number, stepMs: number, first = newest): number {
  const aligned = ALIGNED * stepMs;
  return Math.floor(Math.min(newest - REACH * stepMs, neededFrom(first, stepMs)) / aligned) * aligned;
}

/** Time from which on samples are needed to judge those from `first` on, ms. */
export function neededFrom(first: number, stepMs: number): number {
  return first - BEFORE * stepMs;
}
