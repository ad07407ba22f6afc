/**
 * The words of the interface in the user's language: English in the code, translations in a folder each.
 * Imports core. In: an English text or a phrase; out: the same in the language of the user's preferences.
 */
export { languageOf, list, many, say, sentences, tell } from './say';
export { unbroken } from './unbroken';
