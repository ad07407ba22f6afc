/**
 * The life of a panel's forecasts, without React.
 * Imports history, frames and the worker's client. In: what the panel knows; out: `PanelForecast`.
 */
export {
  type PanelForecast,
  type SeriesForecast,
  type SeriesPhase,
  anomaliesOf,
  isBusy,
  isProvisional,
  nothing,
  panelState,
} from './forecastState';
export { type ModelTransfer, createModelTransfer } from './modelTransfer';
export { ForecastSession } from './session';
export type { SessionInput, SessionParts } from './sessionInput';
export { MAX_SERIES } from './takeHistory';
