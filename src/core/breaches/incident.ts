import type { Breach } from './breach';
import { type Bounds, type Forecast, type Offsets, within } from '../bands';
import { median } from '../math';
import { lastsOn } from './persistence';

/** A deviation that still lasts at the origin. Nobody knows when it ends, or whether it does. */
export interface Incident {
  /** actual less expected at the origin, in the unit of the series; never 0 */
  deviation: number;
  /** change of the deviation per step, away from normal; 0 where it does not grow or is too young to tell */
  slope: number;
  /** what was expected at the origin */
  usual: number;
  /** steps that it has lasted, 1 or more */
  age: number;
  /** steps that earlier ones lasted, which are over */
  past: readonly number[];
  /** steps in an hour */
  hour: number;
}

/** Points of an incident from which its slope can be told. */
const MIN_RUN = 5;
/** A deviation that grew by less than this share of itself stays as it is. */
const LEAST_GROWTH = 0.2;

/**
 * The incident at the origin, undefined where the last value is normal.
 * @param cleaned (N) the values with anomalous ones replaced by what was expected
 * @param hour steps @param past steps that earlier incidents lasted
 */
export function ongoingIncident(
  values: Float64Array,
  cleaned: Float64Array,
  origin: number,
  hour: number,
  past: readonly number[] = []
): Incident | undefined {
  const deviation = values[origin] - cleaned[origin];
  if (!(Math.abs(deviation) > 0)) {
    return undefined;
  }
  const run: number[] = [];
  for (let t = origin; t >= 0 && Math.abs(values[t] - cleaned[t]) > 0; t--) {
    run.unshift(values[t] - cleaned[t]);
  }
  const slope = run.length >= MIN_RUN ? medianSlope(run) : 0;
  const isGrowing = slope * (run.length - 1) * Math.sign(deviation) > LEAST_GROWTH * Math.abs(deviation);
  return { deviation, slope: isGrowing ? slope : 0, usual: cleaned[origin], age: run.length, past, hour };
}

/** Theil and Sen: the median slope of all pairs; one first point half way up does not change it. */
function medianSlope(path: readonly number[]): number {
  return median(path.flatMap((later, j) => path.slice(0, j).map((earlier, i) => (later - earlier) / (j - i))));
}

/** (H) chance that the incident still lasts at each lead time. */
export function chancesToLast({ age, past, hour, slope }: Incident, horizon: number): Float64Array {
  return Float64Array.from({ length: horizon }, (_, h) => lastsOn(age, h + 1, past, hour, slope !== 0));
}

/** The course if the incident goes on as it does. @param lead steps */
export function onward({ deviation, slope }: Incident, point: number, lead: number): number {
  return point + deviation + slope * lead;
}

/**
 * The forecast between two hypotheses: that the series is back on its usual course, or that the incident goes on as it
 * does. At each lead time the point is on the likelier one, on the incident's where both are as likely, and a band
 * reaches over each that is likelier than what the band leaves out on one side.
 * @param calm the forecast of the usual course
 */
export function carryIncident(calm: Forecast, incident: Incident, offsets: Offsets, bounds: Bounds): Forecast {
  const clip = (value: number) => within(value, bounds);
  const path = calm.point.map((point, h) => onward(incident, point, h + 1));
  const edge = (course: Float64Array, widths: Float64Array, sign: 1 | -1) =>
    course.map((value, h) => clip(value + sign * widths[h]));
  const stays = chancesToLast(incident, path.length);
  const isHigh = incident.deviation > 0;
  const intervals = calm.intervals.map(({ level, lower, upper }, l) => {
    const tail = (1 - level) / 2;
    const own = { lower: edge(path, offsets.below[l], -1), upper: edge(path, offsets.above[l], 1) };
    const [low, high] = isHigh ? [{ lower, upper }, own] : [own, { lower, upper }];
    const isLow = stays.map((chance) => (tail < (isHigh ? 1 - chance : chance) ? 1 : 0));
    const isAlsoHigh = stays.map((chance) => (tail < (isHigh ? chance : 1 - chance) ? 1 : 0));
    return {
      level,
      lower: high.lower.map((value, h) => (isLow[h] ? Math.min(low.lower[h], value) : value)),
      upper: low.upper.map((value, h) => (isAlsoHigh[h] ? Math.max(high.upper[h], value) : value)),
    };
  });
  return { ...calm, point: calm.point.map((point, h) => (stays[h] >= 0.5 ? clip(path[h]) : point)), intervals };
}

/**
 * Whether a breach is the mere return to normal: a threshold between the actual and what is expected instead of it.
 * @param calm the forecast of the usual course
 */
export function isReturn({ threshold, direction, already }: Breach, incident: Incident, calm: Forecast): boolean {
  const { deviation, usual } = incident;
  if (already || deviation > 0 !== (direction === 'below')) {
    return false;
  }
  const expected = [usual, calm.point[0]].filter((value) => !Number.isNaN(value));
  return deviation > 0 ? threshold >= Math.min(...expected) : threshold <= Math.max(...expected);
}
