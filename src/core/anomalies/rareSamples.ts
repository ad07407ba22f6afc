import type { Reason } from '../detector';
import type { Samples } from '../channels';
import { HOUR_MS, MINUTE_MS } from '../math';
import type { ForecastOptions } from '../options';
import { type Memory, type View, createMemory } from '../rarity';
import type { Anomaly } from './anomalies';
import type { Detected } from './detectAnomalies';
import { severityOf } from './severity';

/** Samples that are usual for as long end an incident, ms. */
const COOL_DOWN = HOUR_MS;
/** Powers of ten in rarity that are 1 in the score: what comes once in a thousand times the weeks has 2. */
const SCORE = 3;

/** The channel whose words say what a view saw. */
const CHANNELS: Readonly<Record<View, Reason['channel']>> = {
  jump: 'autoregression',
  season: 'season',
  still: 'still',
  due: 'season',
};

type Rules = Pick<
  ForecastOptions,
  'alertsAWeek' | 'anomalyLimit' | 'direction' | 'minimumDeviation' | 'minimumDuration'
>;

/**
 * Incidents by the calibrated detector, each sample judged by what came before it alone: times in which samples are so
 * strange that they come less often than `alertsAWeek` in the usual course.
 * @param step seconds between samples
 * @param rows samples to learn from before any is judged, and the first that is answered
 * @param memory of the same series, by which samples are judged once
 * @returns its scores are of the samples from `first` on
 */
export function findRareSamples(
  all: Samples,
  step: number,
  { warmUp, first = 0 }: { warmUp: number; first?: number },
  rules: Rules,
  memory: Memory = createMemory()
): Detected {
  const found = memory.judge(all.times, all.values, step, warmUp, first);
  const [times, values] = [all.times.subarray(first), all.values.subarray(first)];
  const { alertsAWeek, anomalyLimit: limit, direction, minimumDeviation, minimumDuration } = rules;
  const score = Float64Array.from(found, ({ weeks }) => Math.max(0, 1 + (weeks + Math.log10(alertsAWeek)) / SCORE));
  const runs: number[][] = [];
  score.forEach((one, row) => {
    const run = runs[runs.length - 1];
    if (one >= limit && run && times[row] - times[run[run.length - 1]] <= COOL_DOWN) {
      run.push(row);
    } else if (one >= limit) {
      runs.push([row]);
    }
  });
  const anomalies = runs.map((rows): Anomaly & { largest: number } => {
    const [start, end] = [rows[0], rows[rows.length - 1]];
    const peak = rows.reduce((best, row) => (score[row] > score[best] ? row : best));
    const { value, expected, view } = found[start];
    const side = value < expected ? 'below' : 'above';
    return {
      ...{ start: times[start], end: times[end], peakTime: times[peak], peakScore: score[peak] },
      direction: side,
      severity: severityOf(score[peak], limit),
      reason: { channel: CHANNELS[view], direction: side, value, expected },
      largest: Math.max(...rows.map((row) => Math.abs(values[row] - found[row].expected) || 0)),
    };
  });
  return {
    anomalies: anomalies
      .filter(
        (one) =>
          (direction === 'both' || direction === one.direction) &&
          one.largest >= minimumDeviation &&
          one.end - one.start + 1000 * step >= minimumDuration * MINUTE_MS
      )
      .map(({ largest: _, ...one }) => one),
    score,
  };
}
