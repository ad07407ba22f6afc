import { poolSizes, type Bounds, type Offsets } from '../bands/calibration';
import type { Hindcast } from './hindcast';
import { clamp, deviation, mean } from '../math/numbers';
import type { Slice } from '../series/split';

/** What was expected at each time of a stretch, and how far off the actual was. */
export interface Walk {
  /** rows `from .. to - 1` of the series */
  from: number;
  /** (n) expected point, NaN where none could be made */
  point: Float64Array;
  /** (n) lead time the expectation was made at: 1, longer after gaps and inside anomalies */
  leadTime: Int32Array;
  /** (n) 0 at the point, 1 at the edge of the widest band, NaN in gaps */
  score: Float64Array;
  /** (N) the values with anomalous actuals replaced by what was expected */
  cleaned: Float64Array;
}

export interface WalkRules {
  /** the score of an actual, >= 0, against the point expected at this lead time */
  score(actual: number, point: number, leadTime: number): number;
  /** from this score on an actual is replaced for later windows; Infinity: never */
  replaceFrom: number;
  /** anomalies longer than this many steps are the new normal */
  maxSteps: number;
}

/** Scores are held within this: an infinite one says no more. */
export const MAX_SCORE = 1000;
/** Residuals that a mean and a standard deviation should come from. */
const MIN_SIZES = 30;

/**
 * Walks forward through a slice. Each actual is compared with the forecast from the last trusted origin: one step
 * before, as a rule; the last one before the anomaly (or gap) while it lasts, so that a band does not follow an
 * incident. Reads no value later than the one it scores.
 */
export function walkForward(values: Float64Array, hindcast: Hindcast, slice: Slice, rules: WalkRules): Walk {
  const { origins, horizon, points } = hindcast;
  const length = Math.max(0, slice.to - slice.from);
  const walk: Walk = {
    from: slice.from,
    point: new Float64Array(length).fill(NaN),
    leadTime: new Int32Array(length).fill(1),
    score: new Float64Array(length).fill(NaN),
    cleaned: values.slice(),
  };
  const rowOf = new Int32Array(values.length).fill(-1);
  origins.forEach((origin, w) => (rowOf[origin] = w));
  let origin = slice.from - 1;
  let anomalous = 0;
  for (let t = slice.from; t < slice.to; t++) {
    if (t - origin > horizon) {
      origin = t - 1;
    }
    // The nearest usable origin not after the trusted one.
    let from = origin;
    while (from >= 0 && rowOf[from] < 0 && t - from < horizon) {
      from--;
    }
    const i = t - slice.from;
    const row = from >= 0 ? rowOf[from] : -1;
    if (row < 0) {
      origin = t;
      continue;
    }
    const leadTime = t - from;
    const expected = points[row * horizon + leadTime - 1];
    walk.point[i] = expected;
    walk.leadTime[i] = leadTime;
    if (Number.isNaN(values[t] - expected)) {
      continue;
    }
    walk.score[i] = rules.score(values[t], expected, leadTime);
    const isAnomalous = walk.score[i] > rules.replaceFrom;
    anomalous = isAnomalous ? anomalous + 1 : 0;
    if (isAnomalous && anomalous <= rules.maxSteps) {
      walk.cleaned[t] = expected;
    } else {
      origin = t;
    }
  }
  return walk;
}

/**
 * Distance from the point in half-widths of that side of the widest band, 1 at the edge as it is drawn: where a bound
 * clips the band, the clipped edge. NaN where no band could be measured.
 */
export function bandScore(offsets: Offsets, floor: number, bounds: Bounds): WalkRules['score'] {
  const widest = offsets.levels.length - 1;
  const clip = (value: number) => clamp(value, bounds.lower, bounds.upper);
  return (actual, point, leadTime) => {
    const center = clip(point);
    const isAbove = actual >= center;
    const half = Math.max((isAbove ? offsets.above : offsets.below)[widest][leadTime - 1], floor);
    const edge = Math.abs(clip(isAbove ? point + half : point - half) - center);
    const distance = Math.abs(actual - center);
    // Beyond a clipped edge the unclipped width stays the unit: the bound may leave no width at all.
    const score = distance > edge ? 1 + (distance - edge) / half : distance / Math.max(edge, floor);
    return Math.min(score, MAX_SCORE);
  };
}

/**
 * The guide's rule, |residual| > mean + k standard deviations of the calibration's absolute residuals, as a score that
 * is 1 at its limit. Neighbouring lead times are pooled where one has too few residuals; NaN where none has any.
 */
export function sigmaScore(residuals: Float64Array[], sigmas: number, floor: number): WalkRules['score'] {
  const limits = poolSizes(residuals, MIN_SIZES).map((sizes) => mean(sizes) + sigmas * deviation(sizes));
  return (actual, point, leadTime) =>
    Math.min(Math.abs(actual - point) / Math.max(limits[leadTime - 1], floor), MAX_SCORE);
}
