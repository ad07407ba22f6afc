/**
 * The chart: columns, configuration, painting, hover.
 * Imports frames and session. In: live series with results; out: a uPlot on the page.
 */
export { Chart, useChartConfig } from './Chart';
export { type Annotation, readAnnotations } from './annotations';
export { type ChartModel, type DrawnSeries, buildChartModel } from './model';
export { extendRange } from './range';
