import { findAnomalies } from '../../src/core/anomalies/anomalies';
import { scoreSamples } from '../../src/core/detector/scoreSamples';
import { bandAt } from '../../src/core/live/bandAt';
import { fineScores, LOOK_BACK } from '../../src/core/live/fineScores';
import { findRuns } from '../../src/core/live/runs';
import { stepOf } from '../../src/core/channels/samples';
import { timeAt, toSeries, type Series } from '../../src/core/series/series';
import { replayAll, rowsSaid } from './band';
import type { DetectorInput, MakeDetector } from './detectors';

/** The panel's grid for a history of 30 days, seconds. */
const GRID = 1800;
/** Nominal coverage of the widest band. */
const LEVEL = 0.95;
/** Samples judged in one go, with as many before them as the panel fetches. */
const STRETCH = 1000;

/** Every value on the grid, as a query with its step answers. */
function gridOf({ times, values }: DetectorInput): Series {
  const isOn = (time: number) => (time - times[0]) % (1000 * GRID) === 0;
  const rows = Array.from(times.keys()).filter((row) => isOn(times[row]));
  const pick = (all: Float64Array) => Float64Array.from(rows, (row) => all[row]);
  return toSeries(pick(times), pick(values), GRID);
}

async function replayGrid(input: DetectorInput, warmUp: number) {
  const series = gridOf(input);
  const first = series.values.findIndex((_, row) => timeAt(series, row) >= input.times[warmUp]);
  return { series, replay: await replayAll(series, first) };
}

/** The default method on the grid alone: samples between its points are not judged. */
export const grid: MakeDetector = async (input, warmUp) => {
  const { series, replay } = await replayGrid(input, warmUp);
  const times = Float64Array.from(series.values, (_, row) => timeAt(series, row));
  const { points, scores, steps } = replay;
  const rowOf = new Map(Array.from(input.times, (time, row) => [time, row]));
  return {
    scores: Float64Array.from(input.times, () => 0),
    threshold: 1,
    alerts: (limit) => {
      const find = (from: number, to: number) => {
        const [at, actuals, expected, strange] = [times, series.values, points, scores].map((all) =>
          all.subarray(from, to)
        );
        const stepLikelihood = () => steps.subarray(from, to);
        const rules = { limit, direction: 'both' as const, minimumDeviation: 0, stepLikelihood };
        return findAnomalies(at, actuals, expected, strange, rules);
      };
      return rowsSaid(times, find).flatMap((row) => rowOf.get(times[row]) ?? []);
    },
  };
};

/** The default method as the panel has it: every sample against the band of the grid, at the sample's own resolution. */
export const live: MakeDetector = async (input, warmUp) => {
  const { times, values } = input;
  const { series, replay } = await replayGrid(input, warmUp);
  const expected = {
    times: Float64Array.from(series.values, (_, row) => timeAt(series, row)),
    point: replay.points,
    intervals: [{ level: LEVEL, lower: replay.lower, upper: replay.upper }],
  };
  const nothing = { times: new Float64Array(0), point: new Float64Array(0), intervals: [] };
  const band = bandAt({ expected, forecast: nothing }, times);
  const scores = new Float64Array(times.length).fill(NaN);
  const steps = new Float64Array(times.length);
  for (let from = warmUp; from < times.length; from += STRETCH) {
    const [first, to] = [Math.max(0, from - LOOK_BACK), from + STRETCH];
    const part = (all: Float64Array) => all.subarray(first, to);
    const parts = { point: part(band.point), below: part(band.below), above: part(band.above) };
    const samples = { times: part(times), values: part(values) };
    const { score } = fineScores({ ...samples, step: stepOf(times) }, parts, LEVEL, Number.MIN_VALUE);
    const { likelihood } = scoreSamples(samples, { preset: 'spikes', warmUp: LOOK_BACK / 5 });
    scores.set(score.subarray(from - first), from);
    steps.set(likelihood.subarray(from - first), from);
  }
  const deviations = values.map((value, row) => value - band.point[row]);
  return {
    scores: scores.map((score) => score || 0),
    threshold: 1,
    alerts: (limit) =>
      rowsSaid(times, (from, to) => {
        const cut = (all: Float64Array) => all.subarray(from, to);
        const all = { times: cut(times), deviations: cut(deviations), scores: cut(scores), steps: cut(steps) };
        return findRuns(all, { limit, direction: 'both', minimumDeviation: 0 });
      }),
  };
};
