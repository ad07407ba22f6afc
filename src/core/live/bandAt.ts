import type { Forecast } from '../bands';
import type { ForecastResult } from '../fitted';
import { join } from '../math';

/** The widest band of a result at any times. NaN where the result says nothing. */
export interface BandAt {
  /** (n) */
  point: Float64Array;
  /** (n) half-width below the point, >= 0 */
  below: Float64Array;
  /** (n) half-width above the point, >= 0 */
  above: Float64Array;
}

/**
 * The band of a result at times between those of its grid, by straight lines between what was expected of each grid
 * time one step before it (from the last value that is learned from), and on into the forecast. While an incident lasts at the origin, the band is that of the
 * normal course: else an incident would end where the grid takes note of it.
 * @param times (n) ms, rising
 */
export function bandAt(
  { expected, forecast, calm = forecast }: Pick<ForecastResult, 'expected' | 'forecast' | 'calm'>,
  times: ArrayLike<number>
): BandAt {
  const past = widestOf(expected);
  const ahead = widestOf(calm);
  const knots = join(expected.times, calm.times);
  const point = interpolate(knots, join(past.point, ahead.point), times);
  return {
    point,
    below: interpolate(knots, join(past.lower, ahead.lower), times).map((edge, i) => Math.max(0, point[i] - edge)),
    above: interpolate(knots, join(past.upper, ahead.upper), times).map((edge, i) => Math.max(0, edge - point[i])),
  };
}

/** The edges of one band of a result, by its place among the levels, at times as in `bandAt`. */
export function edgesAt(
  { expected, forecast, calm = forecast }: Pick<ForecastResult, 'expected' | 'forecast' | 'calm'>,
  index: number,
  times: ArrayLike<number>
): Pick<Forecast['intervals'][number], 'lower' | 'upper'> {
  const parts = [expected, calm].filter(({ intervals }) => intervals[index] !== undefined);
  const along = (valuesOf: (part: Forecast) => Float64Array) =>
    parts.map(valuesOf).reduce((before, after) => join(before, after), new Float64Array(0));
  const knots = along((part) => part.times);
  const edge = (side: 'lower' | 'upper') =>
    interpolate(
      knots,
      along(({ intervals }) => intervals[index][side]),
      times
    );
  return { lower: edge('lower'), upper: edge('upper') };
}

function widestOf({ point, intervals }: Forecast) {
  const nothing = new Float64Array(point.length).fill(NaN);
  const { lower, upper } = intervals[intervals.length - 1] ?? { lower: nothing, upper: nothing };
  return { point, lower, upper };
}

/** (n) values at times by straight lines between knots; NaN beyond the first and the last. */
function interpolate(knots: Float64Array, values: Float64Array, times: ArrayLike<number>): Float64Array {
  const out = new Float64Array(times.length).fill(NaN);
  let right = 0;
  for (let i = 0; i < times.length; i++) {
    while (right < knots.length && knots[right] < times[i]) {
      right++;
    }
    if (knots[right] === times[i]) {
      out[i] = values[right];
    } else if (right > 0 && right < knots.length) {
      const share = (times[i] - knots[right - 1]) / (knots[right] - knots[right - 1]);
      out[i] = values[right - 1] + share * (values[right] - values[right - 1]);
    }
  }
  return out;
}
