/**
 * The meaning of bands and marks of the chart.
 * Imports language, chart and frames. In: a `ChartModel`; out: a row below Grafana's legend.
 */
export { KEY_HEIGHT, MarkKey } from './MarkKey';
