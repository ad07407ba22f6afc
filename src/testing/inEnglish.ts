import { type Phrase, english } from '../core/language/phrase';

/** The same value with each phrase in it as its English text, as a person reads it. */
export function inEnglish(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(inEnglish);
  }
  if (Object.prototype.toString.call(value) !== '[object Object]') {
    return value;
  }
  return 'english' in (value as object)
    ? english(value as Phrase)
    : Object.fromEntries(Object.entries(value as object).map(([name, one]) => [name, inEnglish(one)]));
}
