/**
 * Forecasts from an earlier origin, with the truth over them.
 * Imports language, session, status and the worker's client. In: histories cut at a time; out: the worker's answers about them.
 */
export { asForecast } from './asForecast';
export { originsOf } from './origins';
export { PastBar, pastHeight } from './PastBar';
export { type Past, PastForecasts } from './pastForecasts';
export { pastSummary } from './pastSummary';
