/**
 * Grafana's frames in, live series out; forecasts as frames for other panels and files.
 * Imports core. In: `DataFrame`s; out: `LiveSeries`, `DataFrame`s.
 */
export { downloadCsv, downloadFile } from './download';
export {
  type LiveSeries,
  lastKnownTime,
  readSeries,
  seriesKey,
  stepMsOf,
  thresholdStyleOf,
  thresholdsOf,
  toFrames,
  valueAt,
} from './frames';
export { isLowBad } from './thresholdSides';
export { toPercent } from './percent';
export { type TimeSpan, formatMoment } from './time';
