import { quantileOfSorted } from '../math';
import { MAX_POINTS } from '../options';
import { type Series, toSeries } from './series';

/** Samples by rising time. */
interface Points {
  /** (n) ms */
  times: number[];
  /** (n) NaN in gaps */
  values: number[];
}

/**
 * Points on a grid of this step, or of the data's own step where that is coarser. Without a step the data keep their
 * own, which becomes a whole number of times coarser where the points are too many for a model.
 *
 * @param step seconds
 * @throws ForecastFailure `too-large` where even that grid has too many points
 */
export function toGrid({ times, values }: Points, step: number | undefined): Series {
  const known = times.filter((_, i) => !Number.isNaN(values[i]));
  const gap = usualStep(known);
  if (step !== undefined) {
    return gap >= 1.5 * step ? onOwnGrid(times, values, gap) : toSeries(times, values, step);
  }
  const spanned = gap > 0 ? (times[times.length - 1] - times[0]) / 1000 / gap + 1 : 0;
  return spanned <= MAX_POINTS
    ? toSeries(times, values, gap > 0 ? whole(gap) : undefined)
    : toSeries(times, values, Math.ceil(Math.ceil(spanned / MAX_POINTS) * gap));
}

const whole = (seconds: number) => (seconds >= 1 ? Math.round(seconds) : seconds);

/** The grid of the values that there are; what says that values are missing in between stands on another one. */
function onOwnGrid(times: number[], values: number[], gap: number): Series {
  const kept = times.flatMap((_, i) => (!Number.isNaN(values[i]) || i === times.length - 1 ? [i] : []));
  return toSeries(
    kept.map((i) => times[i]),
    kept.map((i) => values[i]),
    whole(gap)
  );
}

/** Samples that come in twos are one in this many gaps apart, at least. */
const LONG_SHARE = 0.4;

/**
 * Seconds from one sample to the next, as a rule; 0 where there is no next. A sample that was seen twice, as one on the
 * border of Prometheus's look-back is, counts once: the time from pair to pair is what the data have.
 */
function usualStep(times: number[]): number {
  const gaps = times.slice(1).map((time, i) => (time - times[i]) / 1000);
  const rising = gaps.filter((gap) => gap > 0).sort((a, b) => a - b);
  if (rising.length === 0) {
    return 0;
  }
  const border = quantileOfSorted(rising, 0.9) / 2;
  const starts = times.filter((_, i) => i === 0 || gaps[i - 1] > border);
  if (starts.length - 1 < LONG_SHARE * rising.length) {
    return quantileOfSorted(rising, 0.5);
  }
  const periods = starts.slice(1).map((time, i) => (time - starts[i]) / 1000);
  return quantileOfSorted(
    periods.sort((a, b) => a - b),
    0.5
  );
}
