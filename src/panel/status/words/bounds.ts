import type { Report } from '../../../core/fitted';
import type { Formats } from './formats';

/** "0 % to 100 %", "not below 0 B, whole numbers"; undefined where anything is possible. */
export function describeBounds(
  { bounds }: Pick<Report, 'bounds'>,
  { value }: Pick<Formats, 'value'>
): string | undefined {
  const { lower = -Infinity, upper = Infinity, isWhole = false } = bounds ?? {};
  const [hasLower, hasUpper] = [lower, upper].map(Number.isFinite);
  const range = hasLower && hasUpper ? `${value(lower)} to ${value(upper)}` : '';
  const side = hasLower ? `not below ${value(lower)}` : hasUpper ? `not above ${value(upper)}` : '';
  return [range || side, isWhole ? 'whole numbers' : ''].filter(Boolean).join(', ') || undefined;
}
