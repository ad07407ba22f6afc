/**
 * Rule files over the metrics that the runner exports, from the same thresholds as its own alerts.
 * Imports config and core's rule of severity. In: a configuration; out: YAML for Prometheus or for Grafana's provisioning.
 */
export { grafanaRules } from './grafanaRules';
export { prometheusRules } from './prometheusRules';
