import {
  type Anomaly,
  type Seen,
  atExcursion,
  detectAnomalies,
  findRareSamples,
  lasting,
  outOfWidened,
  unlessDue,
  widened,
} from '../anomalies';
import { type Bounds, MAX_SCORE, isWhole, rowFrom, snapToBounds, within } from '../bands';
import { type Samples, stepOf } from '../channels';
import { scoreSamples } from '../detector';
import type { Coverage, ForecastResult } from '../fitted';
import { deviation, MINUTE_MS } from '../math';
import type { ForecastOptions } from '../options';
import { lastKnownIndex, NOTHING, toSeries } from '../series';
import { type Memory, createMemory } from '../rarity';
import { bandAt } from './bandAt';
import { fineScores } from './fineScores';
import { findRuns } from './runs';
import { SHOWN, beginOf, learningSamples } from './stretch';

/** Samples of a series at the resolution of its own query. */
export interface FineSamples {
  /** (n) ms, rising */
  times: ArrayLike<number>;
  /** (n), NaN or null in gaps */
  values: ArrayLike<number | null>;
}

/** The samples, each against what was expected at its own time and resolution. */
export interface Watched {
  /** time of the newest known sample, ms */
  newest: number;
  /** seconds between samples */
  step: number;
  /** (n) ms */
  times: Float64Array;
  /** (n) NaN where the result says nothing */
  expected: Float64Array;
  lower: Float64Array;
  upper: Float64Array;
  /** (n) 0 at the point, 1 at the edge of the fine band as the options widen it; NaN where it cannot be judged */
  score: Float64Array;
  /** absent where the chosen method judges the grid alone */
  anomalies?: Anomaly[];
  /** from here on `anomalies` is complete, ms; Infinity where no sample could be judged */
  judgedFrom: number;
  /** how many of the samples outside of `anomalies` lay in the band, by what came before them alone */
  coverage: Coverage;
}

/** A whole number stands for all that round to it. */
const LESS_THAN_HALF = 0.49;

/**
 * Scores samples between the points of the grid. The result's band gives the course, the samples before each give the
 * width at their resolution and how rare a step is. Nothing that is said of a sample depends on a later one.
 * The calibrated detector knows all samples, of which those are answered that views of six hours of minutes need.
 * @param memory of this series: samples that the calibrated detector has judged are not judged again
 * @param shownFrom time of the first sample in view, ms, where that is earlier
 * @returns undefined where the samples are no finer than the grid
 */
export function watch(
  result: ForecastResult,
  samples: FineSamples,
  options: ForecastOptions,
  memory = createMemory(),
  shownFrom?: number
): Watched | undefined {
  const held = Float64Array.from(samples.times);
  const step = stepOf(held);
  const seen = held.map((_, i) => samples.values[i] ?? NaN);
  const known = lastKnownIndex(seen);
  if (held.length < 2 || known < 0 || step >= result.report.step) {
    return undefined;
  }
  const isExcluded = (time: number) => options.excludedWindows.some(({ from, to }) => time >= from && time <= to);
  const bounds = boundsAt(result, seen);
  const judged = seen.map((value, i) => (isExcluded(held[i]) ? NaN : value));
  const all = { times: held, values: snapToBounds(judged, bounds) };
  const first = rowFrom(all, beginOf(held[held.length - 1], 1000 * step, SHOWN, shownFrom));
  const [times, values] = [held.subarray(first), all.values.subarray(first)];
  const level = Math.max(...options.levels);
  const floor = bounds.isWhole ? LESS_THAN_HALF : NOTHING * (deviation(values) || Number.MIN_VALUE);
  const band = bandAt(result, times);
  const { score: raw, below, above } = fineScores({ times, values, step }, band, level, floor);
  const lower = band.point.map((point, i) => within(point - below[i], bounds));
  const upper = band.point.map((point, i) => within(point + above[i], bounds));
  // The edge is where it is drawn: at a bound, or at a whole number.
  const score = raw.map((one, i) => {
    const beyond = Math.max(lower[i] - values[i], values[i] - upper[i]);
    const half = values[i] < band.point[i] ? below[i] : above[i];
    return Math.min(beyond > 0 ? Math.max(one, 1 + beyond / half) : Math.min(one, 1), MAX_SCORE);
  });
  const deviations = values.map((value, i) => value - band.point[i]);
  const marked = widened(score, deviations, options);
  const found = findAnomalies(all, { times, values, deviations, scores: marked }, options, memory);
  const { from } = found;
  const anomalies =
    found.anomalies &&
    unlessDue(
      found.anomalies,
      result.due ?? [],
      { times, scores: marked },
      options.anomalyLimit,
      1000 * result.report.step
    );
  const isMarked = (time: number) => (anomalies ?? []).some(({ start, end }) => time >= start && time <= end);
  const calm = score.filter((one, i) => times[i] >= from && !Number.isNaN(one) && !isMarked(times[i]));
  return {
    newest: held[known],
    step,
    times,
    expected: band.point.map((point) => within(point, bounds)),
    lower,
    upper,
    score: marked,
    anomalies,
    judgedFrom: from,
    coverage: {
      level,
      measured: calm.filter((one) => one <= 1).length / calm.length,
      count: calm.length,
    },
  };
}

/** Those of the result; whole numbers where the samples are such as well. */
function boundsAt({ report: { bounds } }: ForecastResult, samples: Float64Array): Bounds {
  const { lower, upper } = bounds ?? { lower: -Infinity, upper: Infinity };
  return { lower, upper, isWhole: bounds?.isWhole && isWhole(samples) };
}

/**
 * Runs by the chosen method, and the time from which on all of them are known: Infinity where no sample could be judged.
 * The rule mean + k sigma and the detector of long incidents judge the grid.
 */
function findAnomalies(
  all: Samples,
  { times, values, deviations, scores }: Seen & Samples,
  options: ForecastOptions,
  memory: Memory
): { anomalies?: Anomaly[]; from: number } {
  const { anomalyMethod, anomalyLimit: limit, direction, minimumDeviation, minimumDuration } = options;
  const warmUp = learningSamples(values.length);
  const rules = { limit, direction, minimumDeviation, minimumDuration: minimumDuration * MINUTE_MS };
  const since = (judged: ArrayLike<number>) =>
    times[Array.from(judged).findIndex((one) => !Number.isNaN(one))] ?? Infinity;
  const from = since(scores);
  switch (anomalyMethod) {
    case 'off':
      return { anomalies: [], from };
    case 'calibrated': {
      const first = all.times.length - times.length;
      const rows = { warmUp: learningSamples(all.times.length), first };
      const { anomalies, score } = findRareSamples(all, stepOf(all.times), rows, options, memory);
      return {
        anomalies: outOfWidened(
          lasting(anomalies, { times, deviations, scores }, rules, 1000 * stepOf(times)),
          { times, scores },
          options
        ),
        from: Math.max(from, since(score)),
      };
    }
    case 'spikes': {
      const { anomalies } = detectAnomalies(toSeries(times, values, stepOf(times)), options, 'spikes');
      const moved = atExcursion(anomalies, { times, deviations, scores });
      return { anomalies: outOfWidened(moved, { times, scores }, options), from };
    }
    case 'band': {
      const steps = scoreSamples({ times, values }, { preset: 'spikes', warmUp }).likelihood;
      return { anomalies: findRuns({ times, deviations, scores, steps }, rules), from };
    }
    default:
      return { from };
  }
}
