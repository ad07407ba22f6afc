/**
 * Grafana's frames in, live series out; forecasts as frames for other panels and files.
 * Imports core and language. In: `DataFrame`s; out: `LiveSeries`, `DataFrame`s.
 */
export { chooseSeries } from './chooseSeries';
export { downloadCsv, downloadFile } from './download';
export { isExemplarFrame } from './exemplarFrame';
export {
  type LiveSeries,
  lastKnownTime,
  readSeries,
  seriesKey,
  stepMsOf,
  thresholdStyleOf,
  toFrames,
  valueAt,
} from './frames';
export { percent, toPercent } from './percent';
export { type TimeSpan, formatMoment } from './time';
