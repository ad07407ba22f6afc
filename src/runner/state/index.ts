/**
 * State that outlives the process: one checked file for each series.
 * Imports http's words. In: values by key; out: the same values after a restart.
 */
export { type StateFolder, openState } from './folder';
