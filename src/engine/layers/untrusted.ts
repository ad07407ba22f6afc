import { type Phrase, phrase } from '../../core/language';
import { ForecastFailure } from '../../core/options';
import { SIZE_LIMITS } from '../model';

/** Readers of JSON that anyone may have written. Nothing of it is shown to the user but numbers. */

/** @param why completes "The model cannot be used: <why>." */
export function refuse(why: Phrase): never {
  throw new ForecastFailure({ kind: 'invalid-model', why });
}

/** JSON of at most so many characters. @param most characters */
export function parseJson(text: string, what: 'file' | 'layers', most: number): unknown {
  const isFile = what === 'file';
  if (text.length > most) {
    const counts = { count: text.length, most };
    refuse(
      isFile
        ? phrase('the file has {{count}} characters, more than {{most}}', counts)
        : phrase('its layers take {{count}} characters, more than {{most}}', counts)
    );
  }
  try {
    return JSON.parse(text);
  } catch {
    return refuse(isFile ? phrase('the file is not JSON') : phrase('its layers are not JSON'));
  }
}

export function readRecord(value: unknown, what: Phrase): Record<string, unknown> {
  return isRecord(value) ? value : refuse(phrase('{{what}} is missing or of another form', { what }));
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @param most entries, so that a long list is never walked */
export function readList(value: unknown, what: Phrase, most: number): unknown[] {
  if (!Array.isArray(value)) {
    refuse(phrase('{{what}} is missing or of another form', { what }));
  }
  return value.length <= most
    ? value
    : refuse(phrase('{{what}} has {{count}} entries, more than {{most}}', { what, count: value.length, most }));
}

/** A size of a network inside the limits of all engines. */
export function readSize(value: unknown, size: keyof typeof SIZE_LIMITS): number {
  const { min, max, what } = SIZE_LIMITS[size];
  if (typeof value !== 'number' || !Number.isInteger(value) || value < min) {
    refuse(phrase('the number of {{what}} is not a whole number of at least {{min}}', { what, min }));
  }
  return value <= max
    ? value
    : refuse(phrase('it has {{count}} {{what}}, at most {{max}} are supported', { count: value, what, max }));
}
