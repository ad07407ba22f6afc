import { cpu } from './cpu';
import { DAY, MINUTE } from './calendar';
import { disk } from './disk';
import { gpu } from './gpu';
import { http } from './http';
import { memory } from './memory';
import { gaussian } from './noise';
import { HISTORY_DAYS, type Scenario } from './scenario';

export * from './calendar';
export * from './scenario';
export { cpuIncidents, type Incident } from './cpu';
export { DISK_LIMIT, DISK_SIZE, diskCrossing } from './disk';
export { clockChange, counterReset, requestRate, scrapeGaps } from './http';
export { MEMORY_LIMIT, memoryCrossing } from './memory';

/** The anchor of the tests: a Tuesday at noon, nine days after the clocks of Europe went back. */
export const TEST_ANCHOR = Date.UTC(2026, 10, 3, 12);

/** Never changes: nothing to learn. */
const replicas: Scenario = {
  metric: 'demo_replicas',
  labels: { deployment: 'api' },
  type: 'gauge',
  help: 'Replicas of a deployment that is never scaled.',
  value: () => 6,
};

/** A service that was deployed ten half-hours ago: ten points on a grid of 30 minutes at the anchor. */
function newService(anchor: number): Scenario {
  const born = Math.floor(anchor / (30 * MINUTE)) * 30 * MINUTE - 9 * 30 * MINUTE;
  return {
    metric: 'demo_new_service_requests',
    labels: { service: 'new' },
    type: 'gauge',
    help: 'Requests in flight of a service deployed a few hours ago.',
    value: (time) => (time < born ? NaN : Math.max(0, Math.round(12 + 3 * gaussian(601, Math.floor(time / MINUTE))))),
  };
}

/** Every metric of the demo. `anchor`: where the 30 days of history end and live samples begin, ms. */
export function createScenarios(anchor: number): Scenario[] {
  return [cpu(anchor), ...disk(anchor), gpu(0), gpu(1), http(anchor), memory(anchor), replicas, newService(anchor)];
}

/**
 * The samples of one scenario on a grid, as Prometheus would return them without look-back; NaN in gaps.
 * `start` and `end` in ms (both inclusive), `step` in seconds.
 */
export function sample(scenario: Scenario, start: number, end: number, step: number): Float64Array {
  const length = Math.floor((end - start) / (step * 1000)) + 1;
  return Float64Array.from({ length }, (_, i) => scenario.value(start + i * step * 1000));
}

/** Start of the history, ms. */
export const historyStart = (anchor: number) => anchor - HISTORY_DAYS * DAY;
