import type { Report } from '../../../core/fitted';
import { say } from '../../../language';
import { type Formats, clauses } from './formats';

/** A number and the unit behind it. */
const NUMBER = /^(\d[\d.,]*)(\D*)$/;

/** Two values as one range, the unit once: "25-34 %"; "-3 °C to 4 °C" where a sign would read as a dash. */
export function formatRange(low: number, high: number, write: (value: number) => string): string {
  const [from, to] = [write(low), write(high)];
  const [first, second] = [NUMBER.exec(from), NUMBER.exec(to)];
  return first && second && first[2] === second[2] ? `${first[1]}-${to}` : say('{{from}} to {{to}}', { from, to });
}

/** "0 % to 100 %", "not below 0 B, whole numbers"; undefined where anything is possible. */
export function describeBounds(
  { bounds }: Pick<Report, 'bounds'>,
  { value }: Pick<Formats, 'value'>
): string | undefined {
  const { lower = -Infinity, upper = Infinity, isWhole = false } = bounds ?? {};
  const [hasLower, hasUpper] = [lower, upper].map(Number.isFinite);
  const [from, to] = [hasLower ? value(lower) : '', hasUpper ? value(upper) : ''];
  const range = hasLower && hasUpper ? say('{{from}} to {{to}}', { from, to }) : '';
  const side = hasLower
    ? say('not below {{value}}', { value: from })
    : hasUpper
      ? say('not above {{value}}', { value: to })
      : '';
  return clauses([range || side, isWhole ? say('whole numbers') : undefined]) || undefined;
}
