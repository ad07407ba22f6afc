/**
 * The search for better options of the LSTM.
 * Imports session and the worker's client. In: a series and its options; out: trials, and one to recommend.
 */
export type { Candidate } from './candidates';
export type { Trial } from './halving';
export { TUNING_MS, Tuner, type Tuning } from './tuner';
