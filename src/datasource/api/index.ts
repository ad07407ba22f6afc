/**
 * Prometheus' HTTP API behind Grafana's proxy: calls, answers, failures, health, patience.
 * Imports core's errors. In: paths and parameters; out: typed answers or failures.
 */
export { type Client, type Params, PrometheusClient, type RequestOptions } from './client';
export { type OtherSource, RelayClient } from './relayClient';
export { describeReason } from './describeReason';
export { RequestFailure } from './failure';
export { askForData } from './readAnswer';
export { checkHealth } from './health';
export { waitsFor } from './patience';
