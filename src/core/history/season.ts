import { stepsPerDay } from '../series';
import { naiveMae } from '../math';

/** Autocorrelation from which a period counts as a season. */
const MIN_CORRELATION = 0.3;
/** A week must forecast this much better than a day, of which there are seven times more. */
const WEEK_ADVANTAGE = 0.95;

/**
 * Length of the season in steps, a day or a week, found by autocorrelation in `values[0..to)` after the slow level
 * (the centred mean of one period) is taken off, so that a trend is no season. A period must fit at least twice.
 * Where both are seasons, the one that forecasts better by repetition.
 */
export function findSeason(values: Float64Array, step: number, to = values.length): number | undefined {
  const day = stepsPerDay(step);
  if (day === undefined) {
    return undefined;
  }
  const week = 7 * day;
  const train = values.subarray(0, to);
  const isDaily = periodicity(train, day) >= MIN_CORRELATION;
  const isWeekly = periodicity(train, week) >= MIN_CORRELATION;
  if (isWeekly && (!isDaily || naiveMae(train, week) < WEEK_ADVANTAGE * naiveMae(train, day, week - day))) {
    return week;
  }
  return isDaily ? day : undefined;
}

/** Autocorrelation at one period of the values less their centred mean over a period; 0 where it is unknown. */
export function periodicity(values: Float64Array, period: number): number {
  if (values.length < 2 * period) {
    return 0;
  }
  const detrended = subtractMovingMean(values, period);
  let product = 0;
  let left = 0;
  let right = 0;
  let pairs = 0;
  for (let i = period; i < detrended.length; i++) {
    const a = detrended[i - period];
    const b = detrended[i];
    if (!Number.isNaN(a) && !Number.isNaN(b)) {
      product += a * b;
      left += a * a;
      right += b * b;
      pairs++;
    }
  }
  const size = Math.sqrt(left) * Math.sqrt(right);
  return pairs >= period / 2 && size > 0 ? product / size : 0;
}

/** The mean over the known values within half a period on both sides; less of it at the ends. */
function subtractMovingMean(values: Float64Array, period: number): Float64Array {
  const sums = new Float64Array(values.length + 1);
  const counts = new Float64Array(values.length + 1);
  // Sums run over differences to the first known value: large offsets would eat the digits of small changes.
  const reference = values.find((value) => !Number.isNaN(value)) ?? 0;
  values.forEach((value, i) => {
    const isKnown = !Number.isNaN(value);
    sums[i + 1] = sums[i] + (isKnown ? value - reference : 0);
    counts[i + 1] = counts[i] + (isKnown ? 1 : 0);
  });
  const half = Math.floor(period / 2);
  return values.map((value, i) => {
    const from = Math.max(0, i - half);
    const to = Math.min(values.length, i + half + 1);
    return value - reference - (sums[to] - sums[from]) / (counts[to] - counts[from]);
  });
}
