/** Words of ours, or another's as they came. */
export type Words = string | Phrase;

/** The content of a place of a text: a name or a number that is written already, or a phrase. */
export type ValueOf = string | number | Phrase;

/**
 * A text in English with named places, such as "{{count}} points", and what stands in them. Plain data: it crosses the
 * worker, is stored, and becomes prose where a person reads it. The English text is the key of its translations, as in
 * gettext, so that code reads as what it says.
 */
export interface Phrase {
  english: string;
  values?: Record<string, ValueOf>;
}

/** Names of the places of a text, by its type: "in {{time}}" has "time". */
export type PlacesOf<Text extends string> = Text extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | PlacesOf<Rest>
  : never;

/** The values that a text needs; none for one without places. */
export type ValuesOf<Text extends string> = [PlacesOf<Text>] extends [never]
  ? []
  : [values: Record<PlacesOf<Text>, ValueOf>];

/** A text and its values as data; the compiler holds one against the other. */
export function phrase<Text extends string>(english: Text, ...[values]: ValuesOf<Text>): Phrase {
  return values ? { english, values } : { english };
}

/** Phrases as one: "a, b, c". */
export function listed(phrases: Phrase[]): Phrase {
  return phrases.reduceRight((rest, first) => phrase('{{first}}, {{rest}}', { first, rest }));
}

/** A phrase in a language. @param translate a text of the language for an English one, places kept */
export function write({ english, values = {} }: Phrase, translate: (english: string) => string): string {
  return translate(english).replace(/{{(\w+)}}/g, (place, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : place;
    return typeof value === 'object' ? write(value, translate) : String(value);
  });
}

/** A phrase in English, as logs, files and programs read it. */
export const english = (text: Words) => (typeof text === 'string' ? text : write(text, (same) => same));

/** An error in words of ours; its message is English, for logs. */
export class Spoken extends Error {
  constructor(readonly words: Phrase) {
    super(english(words));
    this.name = 'Spoken';
  }
}

/** The words of what was thrown: ours as data, the message of another as it came. */
export function wordsOf(error: unknown): Words {
  if (error instanceof Spoken) {
    return error.words;
  }
  return error instanceof Error ? error.message : String(error);
}

/** Phrases within phrases that are read. */
const MOST_DEPTH = 8;

/** A phrase that was stored, or a text, as which former versions stored it; undefined for any other value. */
export function readPhrase(value: unknown): Phrase | undefined {
  return typeof value === 'string' ? { english: value } : isPhrase(value, MOST_DEPTH) ? value : undefined;
}

function isPhrase(value: unknown, depth: number): value is Phrase {
  if (typeof value !== 'object' || value === null || depth === 0) {
    return false;
  }
  const { english: text, values = {} } = value as Partial<Phrase>;
  return (
    typeof text === 'string' &&
    typeof values === 'object' &&
    values !== null &&
    Object.values(values).every((one) => typeof one === 'string' || typeof one === 'number' || isPhrase(one, depth - 1))
  );
}
