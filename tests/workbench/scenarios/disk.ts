import { DAY, HOUR, MINUTE, smoothStep } from './calendar';
import { machineNoise } from './noise';
import type { Scenario } from './scenario';

export const DISK_SIZE = 500e9;
export const DISK_LIMIT = 0.9;

/** Compaction deletes once a day, this long after the anchor for the first time; the day's peak is just before it. */
const COMPACTION = 5.5 * HOUR;
const COMPACTION_TAKES = 2 * HOUR;
/** Shares of the disk: written per day, freed by the day's compaction, used just before the first compaction. */
const WRITTEN = 0.06;
const FREED = 0.038;
const PEAK = 0.9045;
/** Data arrives in eight batch loads a day, most of it in the first hour of each. */
const LOADS = 8;

/** Share written by the fraction `u` (0..1) of a compaction cycle. */
function written(u: number): number {
  const load = Math.floor(u * LOADS);
  const within = u * LOADS - load;
  return (load + 0.35 * within + 0.65 * smoothStep(0, 0.4, within)) / LOADS;
}

function usedShare(time: number, anchor: number): number {
  const sincePeak = time - (anchor + COMPACTION);
  const cycle = Math.floor(sincePeak / DAY);
  const inCycle = sincePeak - cycle * DAY;
  const start = PEAK + cycle * (WRITTEN - FREED);
  const freed = FREED * smoothStep(0, COMPACTION_TAKES, inCycle);
  const noise = 0.0007 * machineNoise(211, Math.floor(time / MINUTE));
  return start - freed + WRITTEN * written(inCycle / DAY) + noise;
}

/** A database volume that fills: batch loads write, a daily compaction frees two thirds of it again. */
export function disk(anchor: number): Scenario[] {
  const labels = { instance: 'db-1', mountpoint: '/var' };
  return [
    {
      metric: 'demo_disk_used_bytes',
      labels,
      type: 'gauge',
      help: 'Used bytes of a database volume.',
      value: (time) => Math.round(Math.min(1, Math.max(0, usedShare(time, anchor))) * DISK_SIZE),
    },
    {
      metric: 'demo_disk_size_bytes',
      labels,
      type: 'gauge',
      help: 'Size of the volume, bytes.',
      value: () => DISK_SIZE,
    },
  ];
}

/** First minute after the anchor at which the volume is 90 % full, ms since the epoch. */
export function diskCrossing(anchor: number): number {
  let time = Math.ceil(anchor / MINUTE) * MINUTE;
  while (usedShare(time, anchor) < DISK_LIMIT) {
    time += MINUTE;
  }
  return time;
}
