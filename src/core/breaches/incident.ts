import type { Breach } from './breach';
import { type Bounds, type Forecast, type Offsets, within } from '../bands';
import { median } from '../math';

/** A deviation that still lasts at the origin. The forecast assumes that it ends; nobody knows whether it will. */
export interface Incident {
  /** actual less expected at the origin, in the unit of the series; never 0 */
  deviation: number;
  /** change of the deviation per step, away from normal; 0 where it does not grow or is too young to tell */
  slope: number;
  /** what was expected at the origin */
  usual: number;
}

/** Points of an incident from which its slope can be told. */
const MIN_RUN = 5;

/**
 * The incident at the origin, undefined where the last value is normal.
 * @param cleaned (N) the values with anomalous ones replaced by what was expected
 */
export function ongoingIncident(values: Float64Array, cleaned: Float64Array, origin: number): Incident | undefined {
  const deviation = values[origin] - cleaned[origin];
  if (!(Math.abs(deviation) > 0)) {
    return undefined;
  }
  const run: number[] = [];
  for (let t = origin; t >= 0 && Math.abs(values[t] - cleaned[t]) > 0; t--) {
    run.unshift(values[t] - cleaned[t]);
  }
  const slope = run.length >= MIN_RUN ? medianSlope(run) : 0;
  return { deviation, slope: slope * deviation > 0 ? slope : 0, usual: cleaned[origin] };
}

/** Theil and Sen: the median slope of all pairs; one first point half way up does not change it. */
function medianSlope(path: readonly number[]): number {
  return median(path.flatMap((later, j) => path.slice(0, j).map((earlier, i) => (later - earlier) / (j - i))));
}

/** The forecast with its bands reaching, on the side of the incident, to where that goes if it goes on as it does. */
export function carryIncident(forecast: Forecast, incident: Incident, offsets: Offsets, bounds: Bounds): Forecast {
  const { deviation, slope } = incident;
  const path = forecast.point.map((point, h) => point + deviation + slope * (h + 1));
  const clip = (value: number) => within(value, bounds);
  const intervals = forecast.intervals.map(({ level, lower, upper }, l) => ({
    level,
    lower: deviation < 0 ? lower.map((x, h) => Math.min(x, clip(path[h] - offsets.below[l][h]))) : lower,
    upper: deviation > 0 ? upper.map((x, h) => Math.max(x, clip(path[h] + offsets.above[l][h]))) : upper,
  }));
  return { ...forecast, intervals };
}

/** Whether a breach is the mere return to normal: a threshold between the actual and what is expected instead of it. */
export function isReturn({ threshold, direction, already }: Breach, incident: Incident, forecast: Forecast): boolean {
  const { deviation, usual } = incident;
  if (already || deviation > 0 !== (direction === 'below')) {
    return false;
  }
  const expected = [usual, forecast.point[0]].filter((value) => !Number.isNaN(value));
  return deviation > 0 ? threshold >= Math.min(...expected) : threshold <= Math.max(...expected);
}
