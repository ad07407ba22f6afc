/**
 * The meaning of bands and marks of the chart.
 * Imports chart and frames. In: a `ChartModel`; out: a row below Grafana's legend.
 */
export { KEY_HEIGHT, MarkKey } from './MarkKey';
