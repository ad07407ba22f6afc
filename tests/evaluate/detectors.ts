import { alertRows, defaultRules } from '../../src/core/detector/incidents';
import type { PresetName } from '../../src/core/detector/presets';
import { findRareSamples } from '../../src/core/anomalies/rareSamples';
import { stepOf } from '../../src/core/channels/samples';
import { scoreSamples } from '../../src/core/detector/scoreSamples';
import { defaultOptions } from '../../src/core/options/optionValues';
import { createMemory } from '../../src/core/rarity/memory';
import { createAnomalyLstm } from '../../src/engine/anomalyLstm/anomalyLstm';
import { band } from './band';
import { Fault } from './fault';
import { grid, live } from './live';

/** Which benchmark asks: a detector may choose its preset by it. */
export type Family = 'nab' | 'kpi';

export interface DetectorInput {
  /** ms since the epoch */
  times: Float64Array;
  /** NaN where missing */
  values: Float64Array;
}

export interface EvaluatedDetector {
  /** (rows) higher is stranger */
  scores: Float64Array;
  /** the threshold used unless another is asked for */
  threshold: number;
  /** rows of the alerts, ascending, none before the warm-up's end */
  alerts(threshold: number): number[];
}

/** @param warmUp rows before the first alert; @param seed of whatever is drawn by chance */
export type MakeDetector = (
  input: DetectorInput,
  warmUp: number,
  seed: number,
  family: Family
) => EvaluatedDetector | Promise<EvaluatedDetector>;

/** Score where the past never varied and the value now does. */
const BEYOND = 1e6;

/**
 * The rule "error above mean + k standard deviations", the error being the step from the last value and both moments
 * those of all errors before the row.
 */
function sigma(k: number): MakeDetector {
  return ({ values }, warmUp) => {
    const scores = new Float64Array(values.length);
    let [last, count, mean, squares] = [NaN, 0, 0, 0];
    values.forEach((value, row) => {
      const error = Math.abs(value - last);
      last = Number.isNaN(value) ? last : value;
      if (Number.isNaN(error)) {
        return;
      }
      const deviation = Math.sqrt(squares / Math.max(1, count));
      const excess = error - mean;
      scores[row] = count < 2 || excess <= 0 ? 0 : deviation > 0 ? Math.min(BEYOND, excess / deviation) : BEYOND;
      count++;
      mean += excess / count;
      squares += excess * (error - mean);
    });
    const alerts = (threshold: number) =>
      Array.from(scores.keys()).filter((row) => row >= warmUp && scores[row] >= threshold);
    return { scores, threshold: k, alerts };
  };
}

/** The product's own detector, with one preset for all series of a benchmark. */
function presage(presetOf: (family: Family) => PresetName, hasNetwork: boolean): MakeDetector {
  return async (input, warmUp, seed, family) => {
    const preset = presetOf(family);
    const network = hasNetwork ? await createAnomalyLstm(seed) : undefined;
    const { likelihood } = scoreSamples(input, { preset, warmUp, network });
    const step = stepOf(input.times.subarray(0, warmUp));
    const rules = defaultRules(preset, { warmUp, step, hasNetwork });
    const alerts = remember((threshold) =>
      alertRows(likelihood, { ...rules, threshold }).filter((row) => row >= warmUp)
    );
    return { scores: likelihood, threshold: rules.threshold, alerts };
  };
}

/** The method _Calibrated_: one detector for all series, an alert where an incident begins. */
const auto: MakeDetector = ({ times, values }, warmUp) => {
  const step = stepOf(times);
  const rules = { ...defaultOptions(), anomalyLimit: 1 };
  const memory = createMemory();
  const { score } = findRareSamples({ times, values }, step, { warmUp }, rules, memory);
  const rowOf = new Map(Array.from(times, (time, row) => [time, row]));
  const alerts = remember((anomalyLimit) =>
    findRareSamples({ times, values }, step, { warmUp }, { ...rules, anomalyLimit }, memory)
      .anomalies.map(({ start }) => rowOf.get(start)!)
      .filter((row) => row >= warmUp)
  );
  return { scores: score, threshold: 1, alerts };
};

/** The preset that each benchmark asks for: long windows there, single events here. */
const fitting = (family: Family): PresetName => (family === 'nab' ? 'sustained' : 'spikes');

/** A sweep asks for the same thresholds again and again. */
function remember(alerts: (threshold: number) => number[]): (threshold: number) => number[] {
  const known = new Map<number, number[]>();
  return (threshold) => {
    const rows = known.get(threshold) ?? alerts(threshold);
    known.set(threshold, rows);
    return rows;
  };
}

export const DETECTORS: Readonly<Record<string, MakeDetector>> = {
  presage: presage(fitting, true),
  statistics: presage(fitting, false),
  sustained: presage(() => 'sustained', true),
  spikes: presage(() => 'spikes', true),
  auto,
  band,
  grid,
  live,
  sigma: sigma(3),
  sigma2: sigma(2),
};

export function detectorNamed(name: string): MakeDetector {
  if (!Object.hasOwn(DETECTORS, name)) {
    throw new Fault(`there is no detector ${name}: --detector takes one of ${Object.keys(DETECTORS).join(', ')}`);
  }
  return DETECTORS[name];
}

export function seedCount(text = '1'): number {
  if (!/^[1-9]\d{0,2}$/.test(text)) {
    throw new Fault(`--seeds ${text} is no count: give a whole number from 1 to 999`);
  }
  return Number(text);
}

/** Thresholds around the default one, for detectors whose alerts depend on it by more than a comparison. */
export function thresholdGrid(threshold: number): number[] {
  return Array.from({ length: 25 }, (_, i) => threshold * 2 ** ((i - 8) / 4));
}
