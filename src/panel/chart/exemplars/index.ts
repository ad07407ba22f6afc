/**
 * Exemplars as Grafana's time series panel has them: diamonds on the chart, each with its labels and links.
 * Imports frames. In: frames, and where values lie; out: marks that stand over the chart.
 */
export { ExemplarMarks } from './ExemplarMarks';
export { type Exemplar, exemplarsFor, readExemplars } from './readExemplars';
