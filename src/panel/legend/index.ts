/**
 * What bands and marks of the chart mean.
 * Imports chart and frames. In: a `ChartModel`; out: a row below Grafana's legend.
 */
export { KEY_HEIGHT, MarkKey } from './MarkKey';
