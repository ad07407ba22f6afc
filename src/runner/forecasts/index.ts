/**
 * Forecasts round by round: samples, fits that are due, scores; threads that compute.
 * Imports core, worker/thread, config and prometheus. In: a configuration and samples; out: series with their forecasts.
 */
export { type Answer, answer } from './answer';
export type { Counters } from './counters';
export { createPool, serveAsThread } from './pool';
export { Rounds } from './rounds';
export { type Shard, parseShard } from './shard';
export { type Remembered, WatchedSeries } from './watchedSeries';
