/**
 * Forecasts round by round: samples, fits that are due, scores; threads that compute.
 * Imports core, worker/thread, config and prometheus. In: a configuration and samples; out: series with their forecasts.
 */
export { type Answer, type ForecastTask, answer } from './answer';
export type { Counters } from './counters';
export { type Pool, createPool, serveAsThread } from './pool';
export { Rounds } from './rounds';
export { type Shard, belongsTo, parseShard } from './shard';
export { type Remembered, WatchedSeries, isRemembered } from './watchedSeries';
