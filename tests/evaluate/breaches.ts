import { boundPaths, breachChances, type PathEnsemble } from '../../src/core/breaches/breachProbability';
import { calibratedChance } from '../../src/core/breaches/calibratedChance';
import { pastCrossings } from '../../src/core/breaches/pastCrossings';
import { boundedOptions } from '../../src/core/fitted/boundedOptions';
import { defaultOptions } from '../../src/core/options/optionValues';
import { boundsOf } from '../../src/core/options/resolve';
import { quantileOfSorted, sortedKnown } from '../../src/core/math/numbers';

/** One threshold at one origin: what was said of it, and what happened. */
export interface BreachRecord {
  probability: number;
  crossed: boolean;
  /** whether the first crossing lay in its 80 % interval; undefined if there was none */
  inside?: boolean;
  /** width of that interval as a share of the horizon */
  width: number;
}

/** Thresholds stand at these quantiles of the history: what an operator would call high or low. */
const THRESHOLDS = [0.02, 0.1, 0.25, 0.75, 0.9, 0.98];
const BINS = 5;

/**
 * As the panel says them: within the bounds that the history holds to, calibrated by the days before.
 * @param end rows of the fit, which thresholds and bounds are from
 * @param origin number of known values; what came is read from there on
 */
export function recordBreaches(
  ensemble: PathEnsemble,
  values: Float64Array,
  end: number,
  origin: number,
  day: number
): BreachRecord[] {
  const history = values.subarray(0, end);
  const sorted = sortedKnown(history);
  const thresholds = [...new Set(THRESHOLDS.map((q) => quantileOfSorted(sorted, q)))];
  const bounds = boundsOf(boundedOptions(defaultOptions(), {}, { values: history }, thresholds));
  const { horizon } = ensemble;
  const actual = values.subarray(origin, origin + horizon);
  const hour = Math.max(1, Math.round(day / 24));
  return breachChances(boundPaths(ensemble, bounds), values[origin - 1], thresholds).map(
    ({ threshold, direction, probability: byPaths, earliest, latest }) => {
      const past = pastCrossings({ values, row: origin - 1, threshold, direction, horizon, day, hour });
      const probability = past ? calibratedChance(byPaths, past) : byPaths;
      const lead = 1 + actual.findIndex((value) => (direction === 'above' ? value >= threshold : value < threshold));
      const record = { probability, crossed: lead > 0, width: (latest - earliest + 1) / horizon };
      return lead > 0 ? { ...record, inside: lead >= earliest && lead <= latest } : record;
    }
  );
}

/** Reliability of the probabilities, and how often the interval held the first crossing. */
export function summariseBreaches(records: readonly BreachRecord[]) {
  const mean = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
  const crossed = records.filter((record) => record.crossed);
  const rate = crossed.length / records.length;
  const brier = mean(records.map(({ probability, crossed: is }) => (probability - (is ? 1 : 0)) ** 2));
  return {
    count: records.length,
    crossed: crossed.length,
    inside: mean(crossed.map(({ inside }) => (inside ? 1 : 0))),
    width: mean(crossed.map(({ width }) => width || 0)),
    brier,
    /** 1: perfect, 0: no better than the overall rate */
    skill: 1 - brier / (rate * (1 - rate)),
    bins: Array.from({ length: BINS }, (_, b) => {
      const bin = records.filter(({ probability }) => Math.min(BINS - 1, Math.floor(probability * BINS)) === b);
      return {
        count: bin.length,
        said: mean(bin.map(({ probability }) => probability)),
        happened: mean(bin.map(({ crossed: is }) => (is ? 1 : 0))),
      };
    }),
  };
}
