import { type Series, createCalendar, stepsPerDay } from '../series';
import { HOUR_SECONDS, RunningMean, clamp, deviation, quantileOfSorted, sortedKnown } from '../math';
import { createDays, type LagIndex } from './days';
import { createClock, type ClockHands } from './clock';
import { FitCache } from './fitCache';

/** A series as the members of the forecaster see it: in one unit, without what is masked. */
export interface History {
  series: Series;
  /** z = (y - center) / unit */
  center: number;
  unit: number;
  /** (N) z, NaN in gaps and where masked */
  z: Float64Array;
  /** (N) z, with what is masked where that counts for the bands */
  outcomes: Float64Array;
  /** (N) z within +-6, so that an incident moves no fit */
  clipped: RunningMean;
  /** steps in a day; undefined where a step does not divide one */
  day: number | undefined;
  /** steps in an hour, at least 1 */
  hour: number;
  /** local time, of rows after the last one too */
  clock: (row: number) => ClockHands;
  /** the row of the same local time on an earlier day; only where `day` is known */
  lagIndex: LagIndex;
  /** of the members that are fitted on it */
  fitCache: FitCache;
  /** what was taken off, by the row, and is given back to forecasts; absent where nothing was */
  effect?: (row: number) => number;
}

/** In units of the spread of a normal distribution. */
const LIMIT = 6;
/** Width of the central 90 % of a normal distribution, in standard deviations. */
const CENTRAL = 3.3;

/**
 * Standardises the rows before `end` robustly: median and central 90 %, the standard deviation where those coincide.
 * @param mask (N) 1 where a value must not be learned from: an incident, an excluded window
 * @param end rows from here on do not move the scale
 * @param countsMasked masked values count as outcomes, as far as the others before `end` reach
 */
export function createHistory(
  series: Series,
  timeZone: string,
  mask?: Uint8Array,
  end = series.values.length,
  countsMasked = false
): History {
  const values = mask ? series.values.map((value, t) => (mask[t] ? NaN : value)) : series.values;
  const sorted = sortedKnown(values, 0, end);
  const center = sorted.length > 0 ? quantileOfSorted(sorted, 0.5) : 0;
  const spread = (quantileOfSorted(sorted, 0.95) - quantileOfSorted(sorted, 0.05)) / CENTRAL;
  const unit = [spread, deviation(sorted)].find((size) => size > 0) ?? 1;
  const standardise = (value: number) => (value - center) / unit;
  const z = values.map(standardise);
  const day = stepsPerDay(series.step);
  const calendar = createCalendar(timeZone);
  const days = createDays(series, day ?? 1, calendar);
  return {
    series,
    center,
    unit,
    z,
    outcomes: mask && countsMasked ? withMasked(z, series.values.map(standardise), mask, end) : z,
    clipped: new RunningMean(z.map((value) => clamp(value, -LIMIT, LIMIT))),
    day,
    hour: Math.max(1, Math.round(HOUR_SECONDS / series.step)),
    clock: createClock(series, calendar),
    lagIndex: days.local ?? days.universal,
    fitCache: new FitCache(),
  };
}

/** z with the masked values, held within the range of the known ones before `end`: an incident is as large as is usual. */
function withMasked(z: Float64Array, all: Float64Array, mask: Uint8Array, end: number): Float64Array {
  const known = sortedKnown(z, 0, end);
  return z.map((value, t) => (mask[t] && known.length > 0 ? clamp(all[t], known[0], known[known.length - 1]) : value));
}
