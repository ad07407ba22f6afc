/**
 * Forecasts back into a store of samples, by Prometheus' remote write.
 * Imports config and http. In: a registry of metrics; out: requests, sentences on what failed.
 */
export { remoteWrite } from './remoteWrite';
