/**
 * The calibrated detector: views of a sample, each calibrated to alerts a week, one sample at a time.
 * Imports channels, series and math. In: samples; out: how strange each is, by which view, and what that one expected.
 */
export { MARGINS } from './margins';
export { type Memory, createMemory } from './memory';
export { createRecord } from './record';
export { type View, VIEWS } from './views';
export { createWatcher } from './watcher';
