import { DAY, HOUR, MINUTE, isWorkday, pulse } from './calendar';
import { clampPercent } from './cpu';
import { machineNoise, uniform } from './noise';
import type { Scenario } from './scenario';

/** Jobs of a working day: start and end hour (UTC, beyond 24 is the next morning), utilisation while training. */
const JOBS = [
  { start: 7, end: 11.5, level: 93 },
  { start: 13, end: 19.5, level: 96 },
  { start: 22, end: 26, level: 64 },
];
const IDLE = 4;

/** Utilisation by the jobs of the day that begins at `midnight`; each starts within 8 minutes of its hour. */
function jobs(time: number, midnight: number, gpu: number): number {
  if (!isWorkday(midnight)) {
    return 0;
  }
  const day = midnight / DAY;
  return Math.max(
    ...JOBS.map(({ start, end, level }, job) => {
      const late = Math.round((uniform(307 + job, day) - 0.5) * 16) * MINUTE + gpu * 2 * MINUTE;
      const begin = midnight + start * HOUR + late;
      const running = pulse(time, begin, midnight + end * HOUR + late, 4 * MINUTE);
      const minute = Math.floor((time - begin) / MINUTE);
      return running * (level - IDLE) * (isCheckpoint(minute) ? 0.45 : isEvaluation(minute) ? 0.7 : 1);
    })
  );
}

/** Weights are written for three minutes in every 45, the model is evaluated for twelve in every 120. */
const isCheckpoint = (minute: number) => minute % 45 >= 17 && minute % 45 < 20;
const isEvaluation = (minute: number) => minute % 120 >= 95 && minute % 120 < 107;

/** One GPU of a training cluster: jobs on schedule on working days, plateaus with dips, idle otherwise. */
export function gpu(index: number): Scenario {
  return {
    metric: 'demo_gpu_utilization_percent',
    labels: { cluster: 'train', gpu: String(index) },
    type: 'gauge',
    help: 'Utilisation of a GPU of the training cluster, percent.',
    value(time) {
      const midnight = Math.floor(time / DAY) * DAY;
      const busy = Math.max(jobs(time, midnight, index), jobs(time, midnight - DAY, index));
      return clampPercent(IDLE + busy + 1.2 * machineNoise(331 + 10 * index, Math.floor(time / MINUTE)));
    },
  };
}
