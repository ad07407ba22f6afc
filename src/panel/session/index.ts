/**
 * The life of a panel's forecasts, without React.
 * Imports language, history, frames and the worker's client. In: what the panel knows; out: `PanelForecast`.
 */
export {
  type Drawn,
  anomaliesOf,
  chartSeries,
  isDrawn,
  isProvisional,
  runningAnomaly,
  shownResult,
} from './drawnForecast';
export {
  type ChartedForecast,
  type DrawnForecast,
  type EpochLoss,
  type LengthEffect,
  type LengthTrial,
  type PanelForecast,
  type PinState,
  type Resets,
  type SeriesForecast,
  type SeriesPhase,
  type WorkCounts,
  isBusy,
  nothing,
} from './forecastState';
export { untilAsked } from './covariates';
export { type ModelTransfer, createModelTransfer } from './modelTransfer';
export { panelState } from './panelState';
export type { Question } from './seriesQuestion';
export { ForecastSession } from './session';
export type { SessionInput, SessionParts } from './sessionInput';
