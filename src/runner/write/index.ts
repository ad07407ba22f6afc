/**
 * Forecasts back into a store of samples, by Prometheus' remote write.
 * Imports core, config, forecasts, serve and http. In: a registry of metrics, forecasts; out: requests, sentences on what failed.
 */
export { type Write, createWriter } from './writer';
