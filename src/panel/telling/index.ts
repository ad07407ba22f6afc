/**
 * Ways out of the panel, on request: incidents as annotations of Grafana, news as notifications of the browser.
 * Imports language, session and status. In: final forecasts; out: calls of Grafana's API, notifications.
 */
export { type Findings, findingsOf } from './findings';
export { useNotifications } from './useNotifications';
export { annotate } from './annotate';
