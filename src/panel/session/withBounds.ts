import { heldBounds } from '../../core/bands';
import { type ForecastOptions, boundsOf } from '../../core/options';
import type { Series } from '../../core/series';
import { type LiveSeries, statedRanges } from '../frames';

/**
 * The options with the bounds of one series where the user named none: those that its field states and its history
 * holds to.
 */
export function withBounds(
  options: ForecastOptions,
  { field }: Pick<LiveSeries, 'field'>,
  { values }: Pick<Series, 'values'>,
  thresholds: readonly number[]
): ForecastOptions {
  const held = heldBounds(values, statedRanges(field, thresholds));
  const { lowerBound = held.lower, upperBound = held.upper } = options;
  const bounded = { ...options, lowerBound, upperBound };
  const { lower, upper } = boundsOf(bounded);
  return lower < upper ? bounded : options;
}
