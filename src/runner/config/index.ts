/**
 * The runner's configuration: its schema, its checks, secrets, and the panels of dashboards.
 * Imports core's options. In: YAML, dashboards as JSON; out: `Config`, or every problem with its line.
 */
export type { AlertConfig, Config, Threshold, WatchedQuery } from './config';
export { queriesOfDashboard } from './dashboard';
export { ConfigFailure } from './problems';
export { QUEUE_FORM, isQueue, parseConfig, readConfig, watchedQuery } from './readConfig';
export { configSchema } from './schema';
export { readWebConfig } from './webConfig';
