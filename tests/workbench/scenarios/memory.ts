import { DAY, MINUTE, activity } from './calendar';
import { machineNoise } from './noise';
import type { Scenario } from './scenario';

export const MEMORY_LIMIT = 8 * 2 ** 30;
const MIB = 2 ** 20;
const LEAK_PER_DAY = 150 * MIB;
/** Head room at the anchor, without the daily wave. */
const LEFT = 175 * MIB;

const used = (time: number, anchor: number) =>
  MEMORY_LIMIT -
  LEFT +
  ((time - anchor) / DAY) * LEAK_PER_DAY +
  60 * MIB * (activity(time) - 0.3) +
  6 * MIB * machineNoise(501, Math.floor(time / MINUTE));

/** A worker that leaks 150 MiB a day, with a small daily wave, towards its limit of 8 GiB. */
export function memory(anchor: number): Scenario {
  return {
    metric: 'demo_memory_used_bytes',
    labels: { instance: 'worker-1' },
    type: 'gauge',
    help: 'Memory of a worker that leaks, bytes; its limit is 8 GiB.',
    value: (time) => Math.round(Math.min(MEMORY_LIMIT * 1.05, used(time, anchor))),
  };
}

/** First minute after the anchor at which the limit is reached, ms since the epoch. */
export function memoryCrossing(anchor: number): number {
  let time = Math.ceil(anchor / MINUTE) * MINUTE;
  while (used(time, anchor) < MEMORY_LIMIT) {
    time += MINUTE;
  }
  return time;
}
