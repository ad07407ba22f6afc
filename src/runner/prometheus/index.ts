/**
 * Samples from a Prometheus server without Grafana between.
 * Imports the data source's wire room and core's plan. In: expressions and grids; out: samples, or a sentence.
 */
export { withBackOff } from './backOff';
export { PrometheusFailure, type QueryRange, type Samples, createPrometheus } from './client';
