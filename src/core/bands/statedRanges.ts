import type { StatedRange } from './naturalBounds';

/** Facts of a field's configuration on its values, in Grafana's words. */
export interface FieldFacts {
  unit?: string;
  min?: number | null;
  max?: number | null;
}

/** Units whose scale has two ends. */
const SCALES: Record<string, Required<StatedRange>> = {
  percent: { lower: 0, upper: 100 },
  percentunit: { lower: 0, upper: 1 },
  humidity: { lower: 0, upper: 100 },
};
/** Units whose zero is a point like any other: a temperature that was above it for a month may go below. */
const ZERO_IS_NO_END = /^(celsius|fahrenheit|dBm?|currency.*|degree|radian|grad|arcmin|arcsec|dateTime.*)$/;

/**
 * The ranges that a field's configuration speaks for, the surest first: from its min, to its max, the scale of its unit,
 * from zero. Who watches a threshold does not hold it for impossible.
 * @param thresholds that are watched
 */
export function statedRanges({ unit = '', min, max }: FieldFacts, thresholds: readonly number[]): StatedRange[] {
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
