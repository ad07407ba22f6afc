/**
 * Prometheus' HTTP API as data: ranges and their chunks, values as text, answers of any server in one form.
 * Imports nothing. In: JSON and ranges; out: series of samples, chunks, texts.
 */
export { type Exemplar, readExemplars } from './exemplars';
export { joinColumns, readColumns } from './columns';
export {
  type RangeParams,
  chunks,
  countPoints,
  formatMetric,
  maxPoints,
  maxPointsPerRequest,
  metricId,
  parseValue,
  rangeParams,
} from './prometheus';
export { isRecord, readMetrics, readQueryData, readTexts } from './queryData';
