/**
 * The LSTM in plain TypeScript and double precision, which all other engines are held against.
 * Imports model. In: a network's shape; out: an `Engine`.
 */
export { createReferenceEngine } from './reference';
