import { type FieldFacts, heldBounds, statedRanges } from '../bands';
import { type ForecastOptions, boundsOf } from '../options';
import type { Series } from '../series';

/**
 * The options with the bounds of one series where the user named none: those that its field states and its history
 * holds to.
 * @param thresholds that are watched
 */
export function boundedOptions(
  options: ForecastOptions,
  field: FieldFacts,
  { values }: Pick<Series, 'values'>,
  thresholds: readonly number[]
): ForecastOptions {
  const held = heldBounds(values, statedRanges(field, thresholds));
  const { lowerBound = held.lower, upperBound = held.upper } = options;
  const bounded = { ...options, lowerBound, upperBound };
  const { lower, upper } = boundsOf(bounded);
  return lower < upper ? bounded : options;
}
