import * as i18next from 'i18next';
import { type Phrase, type ValuesOf, phrase, write } from '../core/language';

/**
 * The plugins whose translations Grafana loads, each with its own before its module. All are given the same ones
 * (`webpack.config.ts`), so whichever is there serves the code that two of them share.
 */
const PLUGINS = ['presage-forecast-panel', 'presage-prometheus-datasource', 'presage-forecast-app'];

/** Grafana's own instance: it shares the module in either form. */
const shared = () => ('default' in i18next && i18next.default ? i18next.default : i18next) as typeof i18next.default;

/** The language of the user's preferences, such as "zh-Hans". */
export const languageOf = () => shared().resolvedLanguage ?? 'en-US';

function translationOf(key: string): string | undefined {
  const { isInitialized } = shared();
  const texts = isInitialized
    ? PLUGINS.map((id) => shared().getResource(languageOf(), id, key, { keySeparator: false }))
    : [];
  return texts.find((text) => typeof text === 'string');
}

const translate = (english: string) => translationOf(english) ?? english;

/** A phrase in the user's language; in English where it has no translation. */
export const tell = (text: Phrase): string => write(text, translate);

/** A text in the user's language, with its values in their places. @param english the text; its own key */
export const say = <Text extends string>(english: Text, ...values: ValuesOf<Text>): string =>
  tell(phrase(english, ...values));

/**
 * A text that depends on a number, which stands in the place "count": "1 incident", "2 incidents". Translations have one
 * text for each form that their language knows, under the text for many and the name of the form, as i18next does.
 */
export function many<Text extends string>(
  count: number,
  one: string,
  other: Text,
  ...[values]: ValuesOf<Text extends `${infer Before}{{count}}${infer After}` ? `${Before}${After}` : Text>
): string {
  const form = new Intl.PluralRules(languageOf()).select(count);
  const text = translationOf(`${other}_${form}`) ?? (count === 1 ? one : other);
  return write({ english: text, values: { ...values, count: count.toLocaleString('en-US') } }, translate);
}

/** Names or short texts as a list: "a, b, c". */
export const list = (texts: string[]): string => texts.join(translate(', '));

/** Whole sentences one after the other; those that are missing are left out. */
export const sentences = (...texts: Array<string | undefined>): string => texts.filter(Boolean).join(translate(' '));
