/**
 * The chart: columns, configuration, painting, hover.
 * Imports language, frames and session. In: live series with results; out: a uPlot on the page.
 */
export { Chart, useChartConfig } from './Chart';
export { type OriginControl, Pointer } from './cursor';
export { overlayStyle } from './paint';
export { type Annotation, readAnnotations } from './annotations';
export { readExemplars } from './exemplars';
export { axisOf, layOutChart } from './layOut';
export type { ChartModel, DrawnSeries } from './model';
