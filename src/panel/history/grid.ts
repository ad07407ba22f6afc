import { MAX_POINTS } from '../../core/options';
import { type Series, toSeries } from '../../core/series';
import { quantileOfSorted } from '../../core/math';
import type { LiveSeries } from '../frames';

type Points = Pick<LiveSeries, 'times' | 'values'>;

/**
 * Points on a grid of this step, or of the data's own step where that is coarser. Without a step the data keep their
 * own, which becomes a whole number of times coarser where the points are too many for a model.
 *
 * @param step seconds
 * @throws ForecastFailure `too-large` where even that grid has too many points
 */
export function toGrid({ times, values }: Points, step: number | undefined): Series {
  const gap = usualStep(times);
  if (step !== undefined) {
    return toSeries(times, values, gap >= 1.5 * step ? undefined : step);
  }
  const spanned = gap > 0 ? (times[times.length - 1] - times[0]) / 1000 / gap + 1 : 0;
  return spanned <= MAX_POINTS
    ? toSeries(times, values)
    : toSeries(times, values, Math.ceil(Math.ceil(spanned / MAX_POINTS) * gap));
}

/** Median of the differences of rising times, in seconds, as the grid's own step; 0 where there is none. */
function usualStep(times: number[]): number {
  const gaps = times
    .slice(1)
    .map((time, i) => (time - times[i]) / 1000)
    .filter((gap) => gap > 0)
    .sort((a, b) => a - b);
  return gaps.length > 0 ? quantileOfSorted(gaps, 0.5) : 0;
}
