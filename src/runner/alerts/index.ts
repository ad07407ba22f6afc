/**
 * Alerts from forecast crossings: when they begin and end, what they say, who is told.
 * Imports core, config and forecasts. In: series with their forecasts; out: alerts for Alertmanager and a webhook.
 */
export { courseOf, crossingOf } from './alert';
export { Alerts, type Watches, isWatches } from './alerts';
export { createSender } from './send';
