import { clamp, fitLaplace, median } from '../math';
import { type Block, leadsOf, weightOfAge } from '../bands';
import type { Blended } from './blend';

/**
 * The expected size of a forecast's error: a profile over the lead time, times powers of what is known at
 * the origin - how much the members disagree, how large the errors of the last day were, and what networks expect. The
 * powers maximise the likelihood of a Laplace distribution, per block of lead times.
 */
export interface SpreadModel {
  /** (H) mean size of the error, never falling with the lead time */
  profile: Float64Array;
  blocks: readonly Block[];
  /** (blocks)(features) */
  powers: Float64Array[];
  /** medians and means of the same in the past forecasts of the fit: the units of what is compared */
  usualDisagreement: number;
  usualExpected: number;
  usualError: number;
  /** steps */
  day: number;
  /** steps */
  hour: number;
}

const SPREAD_FEATURES = 4;
const LEADS = 6;
/** A spread is within e^3 of its profile, so that no feature alone makes a band vanish or explode. */
const LIMIT = 3;
/** Errors of so many average hours are assumed before the last day. */
const PRIOR = 2;
const FLOOR = 0.05;

/**
 * @param blended (W * H) past forecasts
 * @param actual (N) standardised; only outcomes up to row `last` are read
 * @param day steps @param hour steps
 */
export function fitSpread(
  blended: Blended,
  actual: Float64Array,
  blocks: readonly Block[],
  last: number,
  day: number,
  hour: number
): SpreadModel {
  const errors = inHandicaps(errorsOf(blended, actual, last), blended);
  const profile = profileOf(errors, blended.horizon, hour);
  const recent = hourlyErrors(blended, errors, hour);
  const model: SpreadModel = {
    profile,
    blocks,
    powers: blocks.map(() => new Float64Array(SPREAD_FEATURES)),
    usualDisagreement: usual(blended.disagreement),
    usualExpected: usual(blended.expected),
    usualError: recent.reduce((sum, error) => sum + (error || 0), 0) / Math.max(1, recent.filter((e) => e >= 0).length),
    day,
    hour,
  };
  const lastErrors = lastDayErrors(model, blended.origins, recent);
  model.powers = blocks.map((block) => fitPowers(model, blended, errors, lastErrors, block, last));
  return model;
}

/**
 * (W * H) row-major expected size of the error of each past forecast, standardised. NaN where the point is unknown.
 * @param actual (N) standardised; only outcomes up to row `last` are read
 * @param gaps (W) rows between each origin and the last known value before it; the band grows over them
 */
export function spreadOf(
  model: SpreadModel,
  blended: Blended,
  actual: Float64Array,
  last: number,
  gaps: ArrayLike<number>
): Float64Array {
  const { profile, blocks, powers, hour } = model;
  const { origins, horizon } = blended;
  const lastErrors = lastDayErrors(
    model,
    origins,
    hourlyErrors(blended, inHandicaps(errorsOf(blended, actual, last), blended), hour)
  );
  const spread = new Float64Array(origins.length * horizon);
  blocks.forEach(({ from, to }, b) => {
    for (let w = 0; w < origins.length; w++) {
      for (let h = from; h < to; h++) {
        const at = w * horizon + h;
        const power =
          powers[b][0] +
          powers[b][1] * compare(blended.disagreement[at], model.usualDisagreement) +
          powers[b][2] * lastErrors[w] +
          powers[b][3] * compare(blended.expected[at], model.usualExpected);
        const usual = profileAt(profile, h + gaps[w]) * Math.exp(clamp(power, -LIMIT, LIMIT));
        spread[at] = usual * (blended.handicap?.[at] ?? 1);
      }
    }
  });
  return spread;
}

/** Errors as they would be with all members. */
function inHandicaps(errors: Float64Array, { handicap }: Blended): Float64Array {
  return handicap ? errors.map((error, at) => error / handicap[at]) : errors;
}

/** Beyond the horizon, as after a gap, errors grow as those of a random walk. */
function profileAt(profile: Float64Array, h: number): number {
  const last = profile.length - 1;
  return h <= last ? profile[h] : profile[last] * Math.sqrt((h + 1) / (last + 1));
}

/** (W * H) actual - point, NaN where not known by row `last`. */
export function errorsOf({ origins, horizon, points }: Blended, actual: Float64Array, last: number): Float64Array {
  const errors = new Float64Array(points.length).fill(NaN);
  origins.forEach((origin, w) => {
    const reach = Math.min(horizon, last - origin);
    for (let h = 0; h < reach; h++) {
      errors[w * horizon + h] = actual[origin + 1 + h] - points[w * horizon + h];
    }
  });
  return errors;
}

/**
 * (H) mean size of the errors over neighbouring lead times; where none is known, grown from the last known one; before
 * the first known one, as large as that.
 */
function profileOf(errors: Float64Array, horizon: number, hour: number): Float64Array {
  const sums = new Float64Array(horizon);
  const counts = new Float64Array(horizon);
  errors.forEach((error, at) => {
    if (!Number.isNaN(error)) {
      sums[at % horizon] += Math.abs(error);
      counts[at % horizon]++;
    }
  });
  const profile = new Float64Array(horizon);
  let first = horizon;
  for (let h = 0; h < horizon; h++) {
    const reach = h < hour ? 0 : hour;
    let [sum, count] = [0, 0];
    for (let k = Math.max(0, h - reach); k <= Math.min(horizon - 1, h + reach); k++) {
      sum += sums[k];
      count += counts[k];
    }
    const before = h > 0 ? profile[h - 1] : 0;
    first = count > 0 ? Math.min(first, h) : first;
    profile[h] = count > 0 ? Math.max(before, sum / count) : before * Math.sqrt((h + 1) / Math.max(h, 1));
  }
  return profile.fill(profile[first] ?? 0, 0, first);
}

/** (W) mean size of the errors of the first hour; NaN where unknown. */
function hourlyErrors({ origins, horizon }: Blended, errors: Float64Array, hour: number): Float64Array {
  const leads = Math.min(hour, horizon);
  return Float64Array.from(origins, (_, w) => {
    let sum = 0;
    for (let h = 0; h < leads; h++) {
      sum += Math.abs(errors[w * horizon + h]);
    }
    return sum / leads;
  });
}

/** (W) log of how large the errors known at each origin were over the day before, against their usual size. */
function lastDayErrors(
  { day, hour, usualError }: SpreadModel,
  origins: Int32Array,
  recent: Float64Array
): Float64Array {
  return Float64Array.from(origins, (origin, w) => {
    let sum = PRIOR * usualError;
    let count = PRIOR;
    for (let v = w - 1; v >= 0 && origins[v] >= origin - day; v--) {
      if (origins[v] + hour <= origin && !Number.isNaN(recent[v])) {
        sum += recent[v];
        count++;
      }
    }
    return usualError > 0 ? Math.log(sum / count / usualError + FLOOR) : 0;
  });
}

/** Log of a size against its usual one; 0 where either is unknown. */
function compare(size: number, usualSize: number): number {
  return usualSize > 0 && size >= 0 ? Math.log(size / usualSize + FLOOR) : 0;
}

/** Median of every seventh value. */
function usual(sizes: Float64Array): number {
  return median(sizes.filter((_, i) => i % 7 === 0)) || 0;
}

/** Powers of one block: its rows are the features and the size of each error, in units of the profile. */
function fitPowers(
  model: SpreadModel,
  { origins, horizon, disagreement, expected }: Blended,
  errors: Float64Array,
  lastErrors: Float64Array,
  block: Block,
  last: number
): Float64Array {
  const { usualDisagreement, usualExpected, profile, day } = model;
  const leads = leadsOf(block, LEADS);
  const most = origins.length * leads.length;
  const features = new Float64Array(SPREAD_FEATURES * most);
  const sizes = new Float64Array(most);
  const weights = new Float64Array(most);
  let rows = 0;
  for (let w = 0; w < origins.length; w++) {
    const weight = weightOfAge(origins[w], last, day);
    for (const h of leads) {
      const at = w * horizon + h;
      const size = Math.abs(errors[at]) / profile[h];
      if (!Number.isNaN(size)) {
        const from = SPREAD_FEATURES * rows;
        features[from] = 1;
        features[from + 1] = compare(disagreement[at], usualDisagreement);
        features[from + 2] = lastErrors[w];
        features[from + 3] = compare(expected[at], usualExpected);
        sizes[rows] = size;
        weights[rows++] = weight;
      }
    }
  }
  const known = { features, sizes: sizes.subarray(0, rows), weights: weights.subarray(0, rows) };
  return fitLaplace(known, SPREAD_FEATURES);
}
