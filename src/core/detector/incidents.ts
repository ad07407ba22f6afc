import { PRESETS, type ChannelName, type PresetName, type Term } from './presets';
import type { Samples } from '../channels';
import type { Scored } from './scoreSamples';

export interface AlertRules {
  /** the summed likelihood from which a row is raised */
  threshold: number;
  /** steps without a raised row that end an incident */
  coolDown: number;
  /** how much higher the threshold is soon after an alert; 0 never */
  habituation: number;
}

export interface IncidentRules extends AlertRules {
  direction: 'both' | 'above' | 'below';
  /** differences from what was expected smaller than this are ignored, in the unit of the series */
  minimumDeviation: number;
  /** steps that an incident lasts at least */
  minimumDuration: number;
}

/** A time in which the series was not itself. */
export interface Incident {
  /** rows of the samples, both inclusive */
  start: number;
  end: number;
  /** row of the highest score */
  peak: number;
  /** summed likelihood at the peak over the threshold */
  peakScore: number;
  /** side on which it started */
  direction: 'above' | 'below';
  /** the channel that raised it: the one that found the start most unlikely */
  channel: ChannelName;
}

export interface Situation {
  /** rows */
  warmUp: number;
  /** seconds between samples */
  step: number;
  hasNetwork: boolean;
  /** 1 as measured; 2 raises at half of the threshold */
  sensitivity?: number;
}

/** The rules of a preset as it was measured. */
export function defaultRules(
  name: PresetName,
  { warmUp, step, hasNetwork, sensitivity = 1 }: Situation
): IncidentRules {
  const { threshold, coolDown, habituation } = PRESETS[name];
  return {
    threshold: (hasNetwork ? threshold.withNetwork : threshold.withoutNetwork) / sensitivity,
    coolDown: 'share' in coolDown ? coolDown.share * warmUp : coolDown.seconds / step,
    habituation,
    direction: 'both',
    minimumDeviation: 0,
    minimumDuration: 1,
  };
}

/** Cool-downs in which the habituation to an alert falls to a half, once it has been forgotten for as long as that. */
const HABIT_LIFE = 1000;

/** First and last raised row of each time that begins with an alert. */
function alertRuns(likelihood: Float64Array, rules: AlertRules): Array<{ start: number; end: number }> {
  const { threshold, coolDown, habituation } = rules;
  const runs: Array<{ start: number; end: number }> = [];
  let lastRaised = -Infinity;
  let lastAlert = -Infinity;
  let habit = 0;
  likelihood.forEach((score, t) => {
    if (!(score >= threshold)) {
      return;
    }
    if (t - lastRaised <= coolDown) {
      lastRaised = t;
      runs[runs.length - 1].end = t;
      return;
    }
    const left = habit > 0 ? habit * 2 ** (-(t - lastAlert) / (HABIT_LIFE * coolDown)) : 0;
    if (score >= threshold * (1 + habituation * left)) {
      habit = left + 1;
      lastAlert = lastRaised = t;
      runs.push({ start: t, end: t });
    }
  });
  return runs;
}

/**
 * Rows at which an alert is raised: the first of a time at or above the threshold. A raised row within the cool-down of
 * the last one belongs to the same; after an alert the threshold is higher for a while.
 */
export function alertRows(likelihood: Float64Array, rules: AlertRules): number[] {
  return alertRuns(likelihood, rules).map(({ start }) => start);
}

/**
 * The incidents after the warm-up. Direction, size and duration hide incidents and do not change the others: a jump down
 * and back is one incident below, not one above as well.
 */
export function findIncidents(samples: Samples, scored: Scored, rules: IncidentRules): Incident[] {
  const { direction, minimumDeviation, minimumDuration, threshold } = rules;
  const judged = scored.likelihood.map((score, row) => (row < scored.warmUp ? 0 : score));
  const deviationAt = (row: number) => samples.values[row] - scored.expected[row];
  const incidents: Incident[] = [];
  for (const { start, end } of alertRuns(judged, rules)) {
    const channel = leaderAt(scored, start);
    const side = deviationAt(strangestRow(samples, scored, channel, start)) < 0 ? 'below' : 'above';
    let peak = start;
    let largest = 0;
    for (let row = start; row <= end; row++) {
      peak = judged[row] > judged[peak] ? row : peak;
      largest = Math.max(largest, Math.abs(deviationAt(strangestRow(samples, scored, channel, row))) || 0);
    }
    const isLong = end - start + 1 >= minimumDuration;
    if (isLong && largest >= minimumDeviation && (direction === 'both' || direction === side)) {
      incidents.push({ start, end, peak, peakScore: judged[peak] / threshold, direction: side, channel });
    }
  }
  return incidents;
}

function leaderAt({ channels, preset }: Scored, row: number): ChannelName {
  const likelihoodAt = ({ channel }: Term) => channels[channel]?.[row] ?? -1;
  return PRESETS[preset].terms.reduce((best, term) => (likelihoodAt(term) > likelihoodAt(best) ? term : best)).channel;
}

/** The row that the leading channel is talking about: within its window, the one furthest from what was expected. */
export function strangestRow(
  { values }: Samples,
  { preset, expected }: Scored,
  leader: ChannelName,
  row: number
): number {
  const window = PRESETS[preset].terms.find(({ channel }) => channel === leader)?.window ?? 1;
  const distance = (i: number) => Math.abs(values[i] - expected[i]);
  let strangest = row;
  for (let i = Math.max(0, row - window + 1); i < row; i++) {
    strangest = distance(i) > distance(strangest) ? i : strangest;
  }
  return strangest;
}
