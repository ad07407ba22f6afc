/**
 * The fitted forecast: fitting, drawing, evaluation and sentences, each one function of the walk.
 * Imports every room of core. In: a `Series`, options, members; out: a `ForecastResult`.
 */
export { boundedOptions } from './boundedOptions';
export { forecastBaseline } from './baselineForecast';
export { forecastConstant } from './constantForecast';
export { drawForecast } from './drawForecast';
export { fitForecast, fitWithoutLstm, withLstm } from './fittedForecast';
export type {
  Accuracy,
  Coverage,
  ForecastResult,
  ForecastSource,
  LeadTimes,
  ModelDrift,
  Report,
  TrainingReport,
} from './result';
export { resultColumns, valueAt } from './resultColumns';
