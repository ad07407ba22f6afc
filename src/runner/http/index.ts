/**
 * Bodies sent to addresses of the configuration, and failures in words.
 * Imports nothing. In: an address and a body; out: a sentence where it was not taken.
 */
export { type Receiver, post } from './post';
export { hide, messageOf, reasonOf } from './words';
