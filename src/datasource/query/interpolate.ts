import { type Place, scan } from '../../core/promql';

/** The part of a variable that decides how its value is written into PromQL. */
interface VariableKind {
  multi?: boolean;
  includeAll?: boolean;
}

// Private characters that stand around a value until it is known what it stands in.
const BEGIN = '\uE000';
const END = '\uE001';
const marks = /[\uE000\uE001]/g;

/**
 * A variable's value on its way into PromQL; `writeValues` puts it there. A variable that can hold several values
 * stands in a regular expression (`=~`), so its values are escaped for one and joined with `|`. Any other is one label
 * value or a piece of PromQL.
 */
export function interpolateValue(value: unknown, variable: VariableKind = {}): string {
  return `${BEGIN}${readValue(value, variable)}${END}`;
}

function readValue(value: unknown, { multi, includeAll }: VariableKind): string {
  const texts = (Array.isArray(value) ? value : [value ?? '']).map((one) => String(one).replace(marks, ''));
  if (!Array.isArray(value) && !multi && !includeAll) {
    return texts[0];
  }
  return texts.length === 1 ? escapeRegex(texts[0]) : `(${texts.map(escapeRegex).join('|')})`;
}

/** The text with every value in it written for its place: escaped inside a string literal, as it is outside. */
export function writeValues(marked: string): string {
  const [before, ...parts] = marked.split(BEGIN);
  let place = scan(before, 'code', () => {});
  const written = parts.map((part) => {
    const [value, rest] = part.split(END);
    const text = escapeFor(place, value);
    place = scan(text + rest, place, () => {});
    return text + rest;
  });
  return before + written.join('');
}

/** A string in backticks knows no escapes. */
function escapeFor(place: Place, value: string): string {
  return place === '"' || place === "'"
    ? value.replace(/\\/g, '\\\\').replaceAll(place, `\\${place}`).replace(/\n/g, '\\n')
    : value;
}

/** Escapes for a regular expression; a backtick becomes `\x60`, so that it ends no string. */
function escapeRegex(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replace(/`/g, '\\x60');
}
