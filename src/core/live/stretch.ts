import { WEEK_SECONDS } from '../math';
import { FEWEST, LOOK_BACK } from './fineScores';

/** Steps before the first sample in view at least. */
const BEFORE = LOOK_BACK / 2;
/**
 * Samples begin at multiples of so many steps: what the detector learns first stays the same from one refresh to the next,
 * and from one visit to the next, for eight hours of minutes.
 */
const ALIGNED = 500;
/** Steps that are asked for at once at most, under the limits of servers. */
const MOST = 10_000;
/** Steps that the detector knows at least, whatever is in view: what calibrates the band, and views of some hours. */
const LEAST = LOOK_BACK + 1000;
/** Steps before the newest sample that are shown at least, as far as anybody knows: six hours of minutes. */
export const FINE = 360;
/** Steps before the newest sample that are held against the band at least: those, and what calibrates it. */
export const SHOWN = LOOK_BACK + FINE;
/** Samples of all series of a panel together. */
const MOST_IN_ALL = 200_000;

/** The step detector learns from at least this part of the samples before it judges. */
const WARM_UP = 0.1;

/**
 * Steps before the newest sample that a panel holds: a week, without which each job of the night and each weekend is strange,
 * as far as servers answer as much at once; less of many series.
 * @param pace seconds between samples
 */
export function heldSteps(pace: number, series: number): number {
  const most = Math.min(MOST, Math.max(LEAST + ALIGNED, Math.floor(MOST_IN_ALL / series))) - ALIGNED;
  return Math.min(most, Math.max(LEAST, Math.ceil(WEEK_SECONDS / pace)));
}

/**
 * Time of the first sample (ms) by which those up to `newest` are judged. It is the same for all views that end there and begin
 * within what is held, so that a zoom changes nothing of what is said.
 * @param held steps before `newest` at least
 * @param first of the samples in view, ms
 */
export function beginOf(newest: number, stepMs: number, held: number, first = newest): number {
  const aligned = ALIGNED * stepMs;
  const begin = Math.floor(Math.min(newest - held * stepMs, neededFrom(first, stepMs)) / aligned);
  return Math.max(begin, Math.ceil((newest - MOST * stepMs) / aligned)) * aligned;
}

/** Time from which on samples are needed to judge those from `first` on, ms. */
export function neededFrom(first: number, stepMs: number): number {
  return first - BEFORE * stepMs;
}

/** Samples that the step detector learns from; of so many, or of some more, the same. */
export function learningSamples(count: number): number {
  return FEWEST * 2 ** Math.max(0, Math.ceil(Math.log2((WARM_UP * count) / FEWEST)));
}
