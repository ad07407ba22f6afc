/**
 * Words as data: a phrase in English with the values that stand in it, which is put into the reader's language where it is shown.
 * Imports nothing. In: a text and its values; out: a phrase, or the phrase written in a language.
 */
export {
  type Phrase,
  type PlacesOf,
  type ValueOf,
  type ValuesOf,
  type Words,
  Spoken,
  english,
  listed,
  phrase,
  readPhrase,
  wordsOf,
  write,
} from './phrase';
