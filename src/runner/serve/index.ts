/**
 * The service over HTTP: metrics, health, forecasts as JSON.
 * Imports core, config, forecasts and alerts. In: series with their forecasts; out: answers.
 */
export { exportedLabels, quantilesOf } from './exported';
export { type ForecastJson, toJson } from './forecastJson';
export { type ServiceState, collectMetrics } from './metrics';
export { serve } from './server';
