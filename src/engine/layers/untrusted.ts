import { ForecastFailure } from '../../core/options';
import { SIZE_LIMITS } from '../model';

/** Readers of JSON that anyone may have written. Nothing of it is shown to the user but numbers. */

/** @param why completes "The model cannot be used: <why>." */
export function refuse(why: string): never {
  throw new ForecastFailure({ kind: 'invalid-model', why });
}

/** JSON of at most so many characters. @param what, such as "the file is" @param most characters */
export function parseJson(text: string, what: { is: string; has: string }, most: number): unknown {
  if (text.length > most) {
    refuse(`${what.has} ${text.length} characters, more than ${most}`);
  }
  try {
    return JSON.parse(text);
  } catch {
    return refuse(`${what.is} not JSON`);
  }
}

export function readRecord(value: unknown, what: string): Record<string, unknown> {
  return isRecord(value) ? value : refuse(`${what} is missing or of another form`);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @param most entries, so that a long list is never walked */
export function readList(value: unknown, what: string, most: number): unknown[] {
  if (!Array.isArray(value)) {
    refuse(`${what} is missing or of another form`);
  }
  return value.length <= most ? value : refuse(`${what} has ${value.length} entries, more than ${most}`);
}

/** A size of a network inside the limits of all engines. */
export function readSize(value: unknown, size: keyof typeof SIZE_LIMITS): number {
  const { min, max, what } = SIZE_LIMITS[size];
  if (typeof value !== 'number' || !Number.isInteger(value) || value < min) {
    refuse(`the number of ${what} is not a whole number of at least ${min}`);
  }
  return value <= max ? value : refuse(`it has ${value} ${what}, at most ${max} are supported`);
}
