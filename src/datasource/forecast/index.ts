/**
 * Forecasts as answers to queries, made in the browser: a first one without training, then the trained one.
 * Imports api, query, core and the worker's page side. In: the history of a query; out: frames.
 */
export { forecastQuery } from './forecastQuery';
export { type ForecastPlan, planForecast } from './planForecast';
