/**
 * The ground of the rounds: fits, the share of the series, and what outlives the process; here, or on a Redis.
 * Imports config, forecasts, alerts, state and http. In: a configuration; out: a `Backing`.
 */
export type { Standing } from './backing';
export { createEmbedded } from './embedded';
export { createShared } from './shared';
