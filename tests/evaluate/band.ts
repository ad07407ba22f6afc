import { type Anomaly, findAnomalies } from '../../src/core/anomalies/anomalies';
import { boundsOf } from '../../src/core/options/resolve';
import { stepOf } from '../../src/core/channels/samples';
import { expectedOf } from '../../src/core/fitted/expected';
import { defaultOptions } from '../../src/core/options/optionValues';
import { fitWithoutLstm } from '../../src/core/fitted/fittedForecast';
import { timeAt, toSeries, type Series } from '../../src/core/series/series';
import { stepLikelihoodOf } from '../../src/core/anomalies/stepLikelihood';
import { loadNetworks } from '../../src/worker/thread/networks';
import type { MakeDetector } from './detectors';

const DAY = 86_400;
/** History that a panel has, days. */
const HISTORY_DAYS = 30;
/** Share of the history before the rows that are judged. A replay is a little longer, wherever gaps put its start. */
const FITTED = 0.75;

/**
 * The panel's default method: values outside the band around what a replay expected of them. The panel is drawn anew
 * about once a week, with the last 30 days as history, so that every row after the warm-up is in a replay: expected
 * from what came before it, by a blend that was fitted before the replay began.
 */
export const band: MakeDetector = async ({ times, values }, warmUp) => {
  const series = toSeries(times, values, stepOf(times));
  const { points, scores, steps } = await replayAll(series, warmUp);
  const rows = Float64Array.from(times, (time) => Math.round((time - series.start) / (1000 * series.step)));
  const pick = (all: Float64Array) => Float64Array.from(rows, (row) => all[row]);
  const [actuals, expected, strange, unlikely] = [series.values, points, scores, steps].map(pick);
  return {
    scores: strange.map((score) => score || 0),
    threshold: 1,
    alerts: (limit) => {
      const find = (from: number, to: number) =>
        findAnomalies(...([times, actuals, expected, strange].map((all) => all.subarray(from, to)) as Parts), {
          limit,
          direction: 'both',
          minimumDeviation: 0,
          stepLikelihood: () => unlikely.subarray(from, to),
        });
      return rowsSaid(times, find);
    },
  };
};

/** Rows of the runs in a series, each from the row on at which it is marked by what it has been until then. */
export function rowsSaid(times: Float64Array, find: (from: number, to: number) => Anomaly[]): number[] {
  return find(0, times.length).flatMap(({ start, end }) => {
    const [from, to] = [times.indexOf(start), times.indexOf(end) + 1];
    const rows = Array.from({ length: to - from }, (_, i) => from + i);
    const said = rows.find((row) => find(from, row + 1).length > 0) ?? to - 1;
    return rows.filter((row) => row >= said);
  });
}

type Parts = [Float64Array, Float64Array, Float64Array, Float64Array];

/** Expected values, the edges of the widest band, scores and step likelihoods of all rows from `first` on. */
export async function replayAll(series: Series, first: number) {
  const networks = await loadNetworks();
  const { values, step } = series;
  const points = new Float64Array(values.length).fill(NaN);
  const scores = new Float64Array(values.length).fill(NaN);
  const steps = new Float64Array(values.length).fill(NaN);
  const lower = new Float64Array(values.length).fill(NaN);
  const upper = new Float64Array(values.length).fill(NaN);
  const most = Math.round((HISTORY_DAYS * DAY) / step);
  for (let from = first; from < values.length;) {
    // As long as the share before `from` says, or as long as a history may be.
    const to = Math.min(Math.round(from / FITTED), from + Math.round((1 - FITTED) * most), values.length);
    const start = Math.max(0, to - most);
    const history = { ...series, start: timeAt(series, start), values: values.slice(start, to) };
    const options = defaultOptions();
    const fitted = fitWithoutLstm(history, options, { timeZone: 'UTC', networks });
    const { forecast, score } = expectedOf(fitted, boundsOf(options));
    const widest = forecast.intervals[forecast.intervals.length - 1];
    steps.set(stepLikelihoodOf(history, options).subarray(from - start), from);
    for (let row = Math.max(from, start + fitted.replay.from); row < to; row++) {
      const at = row - start - fitted.replay.from;
      points[row] = forecast.point[at];
      scores[row] = score[at] ?? NaN;
      lower[row] = widest.lower[at];
      upper[row] = widest.upper[at];
    }
    from = to;
  }
  return { points, lower, upper, scores, steps };
}
