import type { Field } from '@grafana/data';
import { type StatedRange, heldBounds } from '../../core/bands';
import { type ForecastOptions, boundsOf } from '../../core/options';
import type { Series } from '../../core/series';

/** Units whose scale has two ends. */
const SCALES: Record<string, Required<StatedRange>> = {
  percent: { lower: 0, upper: 100 },
  percentunit: { lower: 0, upper: 1 },
  humidity: { lower: 0, upper: 100 },
};
/** Units whose zero is a point like any other: a temperature that was above it for a month may go below. */
const ZERO_IS_NO_END = /^(celsius|fahrenheit|dBm?|currency.*|degree|radian|grad|arcmin|arcsec|dateTime.*)$/;

/**
 * The options with the bounds of one series where the user named none: those that its field states and its history
 * holds to.
 */
export function withBounds(
  options: ForecastOptions,
  { field }: { field: Field },
  { values }: Pick<Series, 'values'>,
  thresholds: readonly number[]
): ForecastOptions {
  const held = heldBounds(values, statedRanges(field, thresholds));
  const { lowerBound = held.lower, upperBound = held.upper } = options;
  const bounded = { ...options, lowerBound, upperBound };
  const { lower, upper } = boundsOf(bounded);
  return lower < upper ? bounded : options;
}

/**
 * The ranges that a field's configuration speaks for, the surest first: from its min, to its max, the scale of its unit,
 * from zero. Who watches a threshold does not hold it for impossible.
 * @param thresholds that are watched
 */
function statedRanges({ config }: Field, thresholds: readonly number[]): StatedRange[] {
  const { unit = '', min, max } = config;
  const scale = SCALES[unit];
  const isBeyond = ({ lower, upper }: Required<StatedRange>) => thresholds.some((one) => one < lower || one > upper);
  const isZeroCrossed = ZERO_IS_NO_END.test(unit) || thresholds.some((one) => one <= 0);
  return [
    ...(isNumber(min) ? [{ lower: min }] : []),
    ...(isNumber(max) ? [{ upper: max }] : []),
    ...(scale && !isBeyond(scale) ? [scale] : []),
    ...(isZeroCrossed ? [] : [{ lower: 0 }]),
  ];
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
